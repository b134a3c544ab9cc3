//! A list of things that happen, in a world, with everything written down that the invariants look at.

#[path = "deeds.rs"]
mod deeds;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use akabeko_agent_core::Mood;
use akabeko_backend::demo::internet::Home;
use akabeko_shared::survey::Button;
use akabeko_shared::{AgentId, NoticeId, Port};
use akabeko_tests::world::World;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::invariant;
use crate::op::{Op, PORTS};

/// Longer than any check-in stays fresh.
const STALE: SignedDuration = SignedDuration::from_mins(31);

/// A world in which a list of things happens.
pub(crate) struct Run {
    pub(crate) world: World,
    pub(crate) past: Vec<Past>,
    /// How often the doors of each home had been knocked at.
    pub(crate) knocks: BTreeMap<Ipv4Addr, u64>,
    /// Every answer that was acknowledged, in order.
    pub(crate) acknowledged: Vec<(NoticeId, Button)>,
    /// How many answers were sent without a word whether they arrived.
    pub(crate) unheard: usize,
    /// When each campaign was sent.
    pub(crate) sent: BTreeMap<String, Timestamp>,
    /// Days on which somebody's device was undisturbed, to be looked at.
    pub(crate) owed: Vec<(usize, Date)>,
    restarts: u64,
    networks: u8,
}

/// What is known of somebody besides how they live now.
pub(crate) struct Past {
    /// The ports that were open in a home of theirs at some time.
    pub(crate) opened: BTreeSet<Port>,
    /// Homes that they left, with the networks there.
    pub(crate) left: Vec<(Home, u8)>,
    /// When their device was last off, paused or cut off.
    pub(crate) disturbed_at: Timestamp,
    /// When a door of theirs, their home or an answer last changed.
    pub(crate) changed_at: Timestamp,
    network: u8,
    quiet_until: Timestamp,
}

impl Run {
    /// Four people, of whom three have had open doors for a week.
    pub(crate) async fn new() -> Result<Self, String> {
        let [ssh, telnet, dns] = PORTS;
        let mut run = Self {
            world: World::new().await,
            past: Vec::new(),
            knocks: BTreeMap::new(),
            acknowledged: Vec::new(),
            unheard: 0,
            sent: BTreeMap::new(),
            owed: Vec::new(),
            restarts: 1,
            networks: 0,
        };
        for open in [&[ssh, telnet][..], &[telnet], &[], &[ssh, dns]] {
            run.moves_in(open).await;
        }
        run.happens(&Op::Pass(28)).await?;
        Ok(run)
    }

    /// Lets everything happen and looks at the invariants after each thing.
    pub(crate) async fn all_of(ops: &[Op]) -> Result<(), String> {
        let mut run = Self::new().await?;
        for op in ops {
            run.happens(op).await.map_err(|broken| format!("after {op:?}: {broken}"))?;
        }
        run.ends().await
    }

    async fn happens(&mut self, op: &Op) -> Result<(), String> {
        match op {
            Op::Pass(steps) => self.pass(*steps).await?,
            Op::Off(who) => self.off(*who).await?,
            Op::On(who) => self.on(*who).await,
            Op::Move(who) => self.moves(*who).await,
            Op::Return(who) => self.returns(*who).await,
            Op::Open(who, port) => self.opens(*who, *port).await,
            Op::Close(who, port) => self.world.closes(*who, *port).await,
            Op::CloseAll(who) => self.closes_all(*who).await,
            Op::RestartBackend => self.restarts().await,
            Op::RestartAgent(who) => self.restarts_agent(*who).await,
            Op::Lose(who, what) => self.world.loses(*who, *what),
            Op::Answer(who, which, lost) => self.answers(*who, *which, *lost).await,
            Op::Rescan(who, waits) => self.rescans(*who, *waits).await,
            Op::RescanOnPage(who) => self.rescans_on_page(*who).await,
            Op::Quiet(who, hours) => self.wants_quiet(*who, *hours).await,
            Op::Snooze(who, hours) => self.wants_it_later(*who, *hours).await,
            Op::Withdraw(who, lost) => self.withdraws(*who, *lost).await,
            Op::Agree(who, lost) => self.agrees(*who, *lost).await,
            Op::Send(waits) => self.sends(*waits).await,
            Op::Replay(who, order) => self.hears_again(*who, *order).await,
        }
        if let Some(who) = op.changes() {
            self.past[who].changed_at = self.world.now();
        }
        invariant::all(self).await
    }

    /// A step of time, which must leave every home alone that nobody checked in from.
    async fn step(&mut self, time: SignedDuration) -> Result<(), String> {
        let (before, was_disturbed) = (self.world.now(), self.disturbed());
        let standing = invariant::state::of_all(self).await;
        let withdrawn = invariant::withdrawn(self).await;
        self.world.step_of(time).await;
        let (now, is_disturbed) = (self.world.now(), self.disturbed());
        for (who, past) in self.past.iter_mut().enumerate() {
            if was_disturbed[who] || is_disturbed[who] {
                past.disturbed_at = now;
            }
        }
        self.note_days(before, now);
        invariant::who_withdrew_is_left_alone(self, &withdrawn).await?;
        invariant::only_the_confirmed_are_probed(self)?;
        invariant::state::changes_are_true(self, standing).await
    }

    /// Everybody leaves; nothing may be left to be scanned.
    async fn ends(mut self) -> Result<(), String> {
        self.world.people.iter_mut().for_each(|person| person.is_on = false);
        self.step(STALE).await?;
        let (waiting, _) = self.world.app.store.scans_waiting().await.expect("a store");
        if waiting > 0 {
            return Err(format!("{waiting} scans wait for agents that are gone"));
        }
        invariant::all(&mut self).await
    }

    pub(crate) fn agent(&self, who: usize) -> AgentId {
        self.world.people[who].agent.id().expect("an agent that enrolled")
    }

    /// Every home that there is.
    pub(crate) fn homes(&self) -> impl Iterator<Item = &Home> {
        let left = self.past.iter().flat_map(|past| past.left.iter().map(|(home, _)| home));
        self.world.people.iter().map(|person| &person.home).chain(left)
    }

    fn disturbed(&self) -> Vec<bool> {
        let people = self.world.people.iter().zip(&self.past);
        let disturbed = people.map(|(person, past)| {
            let address = IpAddr::from(person.home.address());
            !person.is_on
                || person.agent.face().mood == Mood::Paused
                || past.quiet_until >= self.world.now()
                || self.world.faults.are_waiting_for(address)
        });
        disturbed.collect()
    }

    fn note_days(&mut self, before: Timestamp, now: Timestamp) {
        let date = |time: Timestamp| time.to_zoned_datetime(self.world.app.config.zone()).date();
        let day = date(before);
        if day == date(now) {
            return;
        }
        let midnight = day.to_zoned_datetime(self.world.app.config.zone()).expect("a midnight").timestamp();
        let calm = self.past.iter().enumerate().filter(|(_, past)| past.disturbed_at <= midnight);
        self.owed.extend(calm.map(|(who, _)| (who, day)));
    }
}
