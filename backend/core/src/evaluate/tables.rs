//! Tables 2, 3 and 4 of the paper, and the totals.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use akabeko_shared::{Port, PortGroup, Protocol};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::row::row;
use super::study::{Sent, Study};
use super::{Options, dataset};
use crate::select::{RunRule, UnobservedDays};

row! {
    /// Table 2: how many agents had a port open at least once in a period. Ports that nobody had open are left out.
    Table2 {
        /// The transport.
        protocol: Protocol,
        /// The number.
        port: u16,
        /// Distinct agents.
        agents: usize,
    }
}

row! {
    /// Table 3: a campaign as it was run.
    Table3 {
        /// Its name.
        campaign: String,
        /// The day of sending; none for a period of observation.
        sent_on: Option<Date>,
        /// Whom it was for, separated by spaces.
        platforms: String,
        /// What it was about, separated by spaces.
        ports: String,
        /// The first day of the window of selection.
        from: Date,
        /// Its last day.
        until: Date,
        /// Whether a landing page came first.
        landing: bool,
    }
}

row! {
    /// Table 4: notices of a campaign about one set of port groups.
    Table4 {
        /// The campaign.
        campaign: String,
        /// The set: `tcp/22 tcp/445 web`.
        ports: String,
        /// How many.
        notices: usize,
    }
}

row! {
    /// The sums, and how the rules were read.
    Totals {
        /// Notices sent in the arm `notify` (the paper: 69).
        notices: usize,
        /// The distinct agents they went to (the paper: 60).
        agents: usize,
        /// The distinct agents of these that saw a page (the paper: 28).
        visitors: usize,
        /// The distinct agents of these that said which network they are in (the paper: 27).
        answered: usize,
        /// Requests for support, about any notice (the paper: 3).
        cases: usize,
        /// Where days begin and end.
        time_zone: String,
        /// Which runs must be long.
        run_rule: RunRule,
        /// Whether a day without a scan ends a run.
        unobserved_days: UnobservedDays,
        /// The first day of table 2, if it was narrowed.
        from: Option<Date>,
        /// The last day of table 2, if it was narrowed.
        until: Option<Date>,
    }
}

pub(super) fn exposed(study: &Study<'_>, options: &Options) -> Vec<Table2> {
    let period = options.from.unwrap_or(Date::MIN)..=options.until.unwrap_or(Date::MAX);
    let row = |(port, agents): (Port, usize)| Table2 { protocol: port.protocol, port: port.number, agents };
    study.history.exposed(&period).into_iter().map(row).collect()
}

pub(super) fn campaigns(study: &Study<'_>) -> Vec<Table3> {
    let row = |campaign: &dataset::Campaign| Table3 {
        campaign: campaign.campaign.to_string(),
        sent_on: campaign.sent_on,
        platforms: joined(campaign.platforms.iter().map(|platform| platform.word())),
        ports: joined(&campaign.ports),
        from: campaign.from,
        until: campaign.until,
        landing: campaign.landing,
    };
    study.dataset.campaigns.iter().map(row).collect()
}

pub(super) fn notified(study: &Study<'_>) -> Vec<Table4> {
    study.experiments().flat_map(|campaign| notified_in(study.sent_in(campaign))).collect()
}

fn notified_in(sent: Vec<Sent<'_>>) -> Vec<Table4> {
    let mut sets: BTreeMap<BTreeSet<PortGroup>, (String, usize)> = BTreeMap::new();
    for sent in sent {
        let set = sent.notice.ports.iter().map(|port| PortGroup::of(*port)).collect();
        let (_, notices) = sets.entry(set).or_insert_with(|| (sent.notice.campaign.to_string(), 0));
        *notices += 1;
    }
    let row = |(set, (campaign, notices)): (BTreeSet<_>, _)| Table4 { campaign, ports: joined(set), notices };
    sets.into_iter().map(row).collect()
}

pub(super) fn totals(study: &Study<'_>, options: &Options) -> Totals {
    let agents_of = |is_in: &dyn Fn(&Sent<'_>) -> bool| -> usize {
        let agents = study.sent.iter().filter(|sent| is_in(sent)).map(|sent| &*sent.notice.agent);
        agents.collect::<BTreeSet<&str>>().len()
    };
    Totals {
        notices: study.sent.len(),
        agents: agents_of(&|_| true),
        visitors: agents_of(&|sent| study.time_to_visit(sent).is_some()),
        answered: agents_of(&|sent| study.answered(sent.notice).is_some()),
        cases: study.dataset.cases.len(),
        time_zone: zone_name(&study.dataset.time_zone),
        run_rule: study.dataset.run_rule,
        unobserved_days: study.dataset.unobserved_days,
        from: options.from,
        until: options.until,
    }
}

fn zone_name(time_zone: &TimeZone) -> String {
    let offset = || time_zone.to_fixed_offset().map_or("unknown".to_owned(), |offset| offset.to_string());
    time_zone.iana_name().map_or_else(offset, str::to_owned)
}

fn joined<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(" ")
}
