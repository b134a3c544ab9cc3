//! Worlds that are ready to use: the paper's setting, and trials with a waiting arm.

use std::collections::BTreeSet;

use akabeko_shared::{PORTS, Platform, Port, Variant};
use jiff::civil::{Date, date};

use super::scenario::{Device, Group, Period, Response, Scenario};
use crate::campaign::Campaign;
use crate::select::{RunRule, UnobservedDays};

/// Of the natural group 7.5 % had closed everything in week 5 (section 4.2). They are selected by what was open in the
/// last two weeks of a window and followed for five weeks after it, so that this is what about six weeks close.
const NATURAL_CLOSING: f64 = 0.0018;

/// The setting of section 4 of the paper: about 1,000 agents, four campaigns with its dates, ports and platforms, a
/// natural month, and shares that give tables and figures of its shape.
pub fn paper() -> Scenario {
    let later = [21, 22, 23, 445, 80, 8080, 443].map(Port::tcp);
    let with_dns = [&later[..], &[Port::udp(53)]].concat();
    let desktop = Platform::Desktop;
    let first = period("exp1", Some(date(2019, 10, 30)), &[desktop], &[Port::tcp(23)], date(2019, 9, 30));
    let natural = [desktop, Platform::Mobile];
    Scenario {
        natural_closing: NATURAL_CLOSING,
        reopening: 0.001,
        told_again: 0.4,
        response: response(),
        groups: groups(700, 300),
        devices: devices(),
        periods: vec![
            Period { campaign: Campaign { landing: true, ..first.campaign }, ..first },
            period("exp2", Some(date(2020, 5, 12)), &[desktop], &later, date(2020, 4, 12)),
            period("exp3", Some(date(2020, 11, 20)), &[desktop], &with_dns, date(2020, 10, 20)),
            period("exp4", Some(date(2021, 2, 19)), &[Platform::Mobile], &with_dns, date(2021, 1, 19)),
            period("april", None, &natural, &with_dns, date(2021, 4, 1)),
        ],
        scanned: vec![(date(2021, 4, 1), date(2021, 6, 30))],
    }
}

/// One campaign about every port, half of it told five weeks later. Agents are scanned at home alone, as ours are: a stay
/// elsewhere would look like a closure.
pub fn trial() -> Scenario {
    let period = period(
        "trial",
        Some(date(2026, 5, 1)),
        &[Platform::Desktop, Platform::Mobile],
        &PORTS,
        date(2026, 4, 1),
    );
    let campaign = Campaign { waiting_share: 0.5, seed: 20_260_501, ..period.campaign };
    let at_home = |group: Group| Group { roaming: 0.0, ..group };
    Scenario {
        groups: groups(1400, 600).into_iter().map(at_home).collect(),
        periods: vec![Period { campaign, ..period }],
        scanned: Vec::new(),
        ..paper()
    }
}

/// The same trial with three wordings of its message, of which one reaches more people and one fewer.
pub fn wordings() -> Scenario {
    let mut world = trial();
    for period in &mut world.periods {
        period.campaign.variants = Variant::ALL.into();
    }
    world.response.reach_in = vec![(Variant::Facts, 0.62), (Variant::Minutes, 0.4)];
    world
}

fn groups(desktops: usize, mobiles: usize) -> Vec<Group> {
    let desktop = Group {
        platform: Platform::Desktop,
        agents: desktops,
        presence: 0.85,
        absence: 0.004,
        absence_days: 8.0,
        roaming: 0.012,
        roaming_days: 1.5,
        address_changes: 0.03,
        shared: 0.003,
    };
    let mobile = Group {
        platform: Platform::Mobile,
        agents: mobiles,
        presence: 0.75,
        roaming: 0.03,
        shared: 0.006,
        ..desktop.clone()
    };
    vec![desktop, mobile]
}

fn devices() -> Vec<Device> {
    let device = |ports: &[Port], desktop: f64, mobile: f64, elsewhere: f64| Device {
        ports: ports.to_vec(),
        share: vec![(Platform::Desktop, desktop), (Platform::Mobile, mobile)],
        elsewhere,
        public: 0.0,
        intended: 0.5,
    };
    let web = |ports: &[u16], desktop: f64, mobile: f64, elsewhere: f64| {
        let ports: Vec<Port> = ports.iter().copied().map(Port::tcp).collect();
        Device { public: 0.35, ..device(&ports, desktop, mobile, elsewhere) }
    };
    vec![
        device(&[Port::tcp(23)], 0.015, 0.009, 0.004),
        device(&[Port::tcp(21)], 0.006, 0.009, 0.007),
        device(&[Port::tcp(22)], 0.013, 0.012, 0.022),
        device(&[Port::tcp(21), Port::tcp(22)], 0.002, 0.0, 0.001),
        device(&[Port::tcp(22), Port::tcp(445)], 0.003, 0.0, 0.001),
        device(&[Port::tcp(445)], 0.002, 0.004, 0.003),
        device(&[Port::udp(53)], 0.004, 0.0, 0.002),
        web(&[80, 443], 0.016, 0.017, 0.05),
        web(&[443], 0.004, 0.0, 0.02),
        web(&[8080], 0.006, 0.006, 0.012),
    ]
}

fn response() -> Response {
    Response {
        reach: 0.47,
        reach_in: Vec::new(),
        prompt: 0.72,
        prompt_days: 1.0,
        past_landing: 0.95,
        answering: 0.96,
        home: 0.74,
        work: 0.22,
        unsure: 0.3,
        able: 0.8,
        closing_unintended: 0.5,
        closing_intended: 0.15,
        closing_unvisited: 0.12,
        closing_rate: 0.35,
        partly: 0.2,
    }
}

/// A campaign with a month's window from a day on, as the paper's were.
fn period(name: &str, sent_on: Option<Date>, platforms: &[Platform], ports: &[Port], from: Date) -> Period {
    let month = from.saturating_add(jiff::Span::new().months(1));
    let campaign = Campaign {
        campaign: name.to_owned(),
        platforms: platforms.iter().copied().collect(),
        ports: ports.iter().copied().collect(),
        from,
        until: month.yesterday().unwrap_or(month),
        time_zone: "Asia/Tokyo".to_owned(),
        run_rule: RunRule::default(),
        unobserved_days: UnobservedDays::default(),
        landing: false,
        waiting_share: 0.0,
        variants: BTreeSet::new(),
        waiting_weeks: 5,
        seed: 0,
    };
    Period { sent_on, campaign }
}
