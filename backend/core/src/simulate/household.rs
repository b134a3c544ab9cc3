//! One agent and what is around it: where it is on a day, what stands open there, and what scans see.

use std::collections::BTreeSet;

use akabeko_shared::{Observation, Platform, Port, PortState, Protocol};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::dice::Dice;
use super::scenario::{Device, Group, Scenario};
use crate::evaluate::dataset::Name;

/// One agent and what is around it.
#[derive(Clone, Debug)]
pub(super) struct Household {
    pub(super) agent: Name,
    pub(super) platform: Platform,
    /// Behind an address that others share.
    pub(super) is_shared: bool,
    /// Told by one campaign at most.
    pub(super) told_once: bool,
    pub(super) devices: Vec<Standing>,
    /// What each scan saw open.
    pub(super) scans: Vec<(Timestamp, Vec<Port>)>,
    pub(super) dice: Dice,
    refuses: bool,
    absent_until: Date,
    roams_until: Date,
    elsewhere: Vec<Port>,
}

/// A device at home.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// What it has open now.
    pub(super) open: Vec<Port>,
    /// Whether it shows something meant for the public.
    pub(super) is_public: bool,
    /// Whether it is open on purpose.
    pub(super) is_intended: bool,
    /// The day on which its owner closes it, having been told, and the port that is left open then.
    pub(super) closing: Option<(Date, Option<Port>)>,
    was_closed: bool,
}

impl Household {
    pub(super) fn new(agent: Name, group: &Group, scenario: &Scenario, mut dice: Dice) -> Self {
        let is_shared = dice.happens(group.shared);
        let refuses = dice.happens(0.5);
        let told_once = !dice.happens(scenario.told_again);
        let devices = scenario.devices.iter().map(|device| standing(device, group, &mut dice)).collect();
        Self {
            agent,
            platform: group.platform,
            is_shared,
            told_once,
            devices,
            scans: Vec::new(),
            dice,
            refuses,
            absent_until: Date::MIN,
            roams_until: Date::MIN,
            elsewhere: Vec::new(),
        }
    }

    /// Lets some days pass: devices are opened and closed, by themselves and by those who were told.
    pub(super) fn live(&mut self, scenario: &Scenario, day: Date, days: f64) {
        for (standing, device) in self.devices.iter_mut().zip(&scenario.devices) {
            standing.live(scenario, device, self.platform, (day, days), &mut self.dice);
        }
    }

    /// Scans of one day: none while the device is off, a second one where its address changes. Noon is in `at`.
    pub(super) fn scan(&mut self, scenario: &Scenario, group: &Group, day: Date, noon: Timestamp) {
        if day >= self.absent_until && self.dice.happens(once_a_day(group.absence)) {
            self.absent_until = day.saturating_add(length(group.absence_days, &mut self.dice).days());
        }
        let moves = day >= self.roams_until && self.dice.happens(once_a_day(group.roaming));
        let has_new_address = self.dice.happens(once_a_day(group.address_changes));
        if day < self.absent_until || !self.dice.happens(group.presence) {
            return;
        }
        let minute = self.dice.between(-600.0, 0.0);
        self.look(scenario, day, noon, minute);
        if moves {
            self.roams_until = day.saturating_add(length(group.roaming_days, &mut self.dice).days());
            self.elsewhere = strangers(scenario, &mut self.dice);
        }
        if moves || has_new_address {
            self.look(scenario, day, noon, minute + 180.0);
        }
    }

    /// What its scans saw since a time of every port that was ever open, or of `all` of these.
    pub(super) fn observations(&self, all: Option<&[Port]>, since: Timestamp) -> Vec<Observation<Name>> {
        let ever: BTreeSet<Port> = self.scans.iter().flat_map(|(_, open)| open).copied().collect();
        let ports: Vec<Port> = all.map_or_else(|| ever.into_iter().collect(), <[Port]>::to_vec);
        let seen = |(at, open): &(Timestamp, Vec<Port>)| {
            let state = |port: Port| if open.contains(&port) { PortState::Open } else { self.shut(port) };
            let observation = |port: &Port| Observation {
                agent: self.agent.clone(),
                observed_at: *at,
                port: *port,
                state: state(*port),
            };
            ports.iter().map(observation).collect::<Vec<_>>()
        };
        self.scans.iter().filter(|(at, _)| *at >= since).flat_map(seen).collect()
    }

    fn look(&mut self, scenario: &Scenario, day: Date, noon: Timestamp, minute: f64) {
        let open = if day < self.roams_until {
            self.elsewhere.clone()
        } else if self.is_shared {
            strangers(scenario, &mut self.dice)
        } else {
            let open: BTreeSet<Port> = self.devices.iter().flat_map(|device| &device.open).copied().collect();
            open.into_iter().collect()
        };
        self.scans.push((noon + ((minute * 60.0) as i64).seconds(), open));
    }

    fn shut(&self, port: Port) -> PortState {
        match (port.protocol, self.refuses) {
            (Protocol::Tcp, true) => PortState::Closed,
            (Protocol::Tcp, false) => PortState::Filtered,
            (Protocol::Udp, _) => PortState::OpenFiltered,
        }
    }
}

fn standing(device: &Device, group: &Group, dice: &mut Dice) -> Standing {
    let is_open = dice.happens(device.share_on(group.platform));
    Standing {
        open: if is_open { device.ports.clone() } else { Vec::new() },
        is_public: dice.happens(device.public),
        is_intended: dice.happens(device.intended),
        closing: None,
        was_closed: false,
    }
}

impl Standing {
    fn live(
        &mut self,
        scenario: &Scenario,
        device: &Device,
        platform: Platform,
        (day, days): (Date, f64),
        dice: &mut Dice,
    ) {
        let chance = dice.unit();
        let (share, closing) = (device.share_on(platform), scenario.natural_closing);
        // Two states in balance: what opens makes up for what closes.
        let total = closing / (1.0 - share).max(f64::EPSILON);
        let moved = -(-total * days).exp_m1();
        if !self.open.is_empty() && chance < moved * (1.0 - share) {
            self.open.clear();
        } else if self.open.is_empty() && !self.was_closed && chance < moved * share
            || self.was_closed && chance < -(-scenario.reopening * days).exp_m1()
        {
            (self.open, self.was_closed) = (device.ports.clone(), false);
        }
        if let Some((_, left)) = self.closing.take_if(|(on, _)| *on <= day)
            && !self.open.is_empty()
        {
            self.open.retain(|port| Some(*port) == left);
            self.was_closed = true;
        }
    }
}

/// What stands open in a network that is not this household's.
fn strangers(scenario: &Scenario, dice: &mut Dice) -> Vec<Port> {
    let there = scenario.devices.iter().filter(|device| dice.happens(device.elsewhere));
    let ports: BTreeSet<Port> = there.flat_map(|device| &device.ports).copied().collect();
    ports.into_iter().collect()
}

/// The chance that something of this rate begins on a day.
fn once_a_day(rate: f64) -> f64 {
    -(-rate).exp_m1()
}

/// Whole days, at least one, of this mean.
fn length(mean: f64, dice: &mut Dice) -> i64 {
    1 + dice.waiting(1.0 / (mean - 1.0).max(0.01)) as i64
}
