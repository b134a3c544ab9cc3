//! Who is told by a campaign: the rule's verdicts, less what an operator holds back and what people have settled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use akabeko_shared::{Arm, Platform, Port, Protocol, Variant};
use jiff::SignedDuration;

use crate::campaign::Campaign;
use crate::randomise::{Drawn, Factors, assign};
use crate::select::Verdict;

/// How long a word holds, be it an operator's on a web port or a person's on intent: six months.
pub const A_WORD_HOLDS: SignedDuration = SignedDuration::from_hours(24 * 183);

/// What an operator found when looking at the evidence of a web port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebVerdict {
    /// Clearly meant for the public: not told (section 3.2).
    Public,
    /// Not, or not clearly: told.
    Private,
}

/// What is known besides the rule's verdicts.
#[derive(Clone, Debug)]
pub struct Known<A> {
    /// Everybody who may be told, with their platform.
    pub platforms: BTreeMap<A, Platform>,
    /// Operators' verdicts on web ports, those that still hold.
    pub web: BTreeMap<(A, Port), WebVerdict>,
    /// Ports that people called intended within the last six months.
    pub intended: BTreeSet<(A, Port)>,
    /// Agents that a notice of a running trial is still open or waiting for.
    pub busy: BTreeSet<A>,
    /// Ports that were seen open in the window where other homes share them (see [`attribution`](crate::attribution)).
    pub shared: BTreeSet<(A, Port)>,
}

/// Why a selected port is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// Other homes share the address, and it may be theirs.
    Shared,
    /// A web port that no operator has looked at yet.
    Held,
    /// An operator found it meant for the public.
    Public,
    /// The person called it intended.
    Intended,
    /// Another notice to this agent is not settled yet.
    Busy,
}

impl Left {
    /// The reason in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Held => "held",
            Self::Public => "public",
            Self::Intended => "intended",
            Self::Busy => "busy",
        }
    }

    /// The reason in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Shared => "other homes share the address, and it may be theirs",
            Self::Held => "held: waiting for a verdict on its content",
            Self::Public => "meant for the public",
            Self::Intended => "called intended by the person",
            Self::Busy => "another notice is not settled yet",
        }
    }
}

/// Who is told, and who is not and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<A> {
    /// Sorted by agent; ports ascending.
    pub told: Vec<Told<A>>,
    /// Selected ports that are left out, sorted by agent and port.
    pub left: Vec<(A, Port, Left)>,
}

/// One agent of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<A> {
    /// Who.
    pub agent: A,
    /// About which ports.
    pub ports: Vec<Port>,
    /// When.
    pub arm: Arm,
    /// In which wording.
    pub variant: Variant,
}

/// Makes the plan of a campaign. The same input gives the same plan, arms included.
pub fn plan<A: Ord + Clone + Display>(
    campaign: &Campaign,
    verdicts: &[Verdict<A>],
    known: &Known<A>,
) -> Plan<A> {
    let covered = verdicts.iter().filter(|verdict| {
        let platform = known.platforms.get(&verdict.agent);
        verdict.selected
            && campaign.ports.contains(&verdict.port)
            && platform.is_some_and(|platform| campaign.platforms.contains(platform))
    });
    let mut ports: BTreeMap<A, Vec<Port>> = BTreeMap::new();
    let mut left = Vec::new();
    for verdict in covered {
        match reason_to_leave(verdict, known) {
            Some(reason) => left.push((verdict.agent.clone(), verdict.port, reason)),
            None => ports.entry(verdict.agent.clone()).or_default().push(verdict.port),
        }
    }
    left.sort();
    Plan { told: in_arms(campaign, ports, known), left }
}

/// Why a selected port is left out all the same, if it is.
pub fn reason_to_leave<A: Ord + Clone>(verdict: &Verdict<A>, known: &Known<A>) -> Option<Left> {
    let key = (verdict.agent.clone(), verdict.port);
    if known.shared.contains(&key) {
        Some(Left::Shared)
    } else if known.busy.contains(&verdict.agent) {
        Some(Left::Busy)
    } else if known.intended.contains(&key) {
        Some(Left::Intended)
    } else if !verdict.port.is_web() {
        None
    } else {
        match known.web.get(&key) {
            None => Some(Left::Held),
            Some(WebVerdict::Public) => Some(Left::Public),
            Some(WebVerdict::Private) => None,
        }
    }
}

fn in_arms<A: Ord + Clone + Display>(
    campaign: &Campaign,
    ports: BTreeMap<A, Vec<Port>>,
    known: &Known<A>,
) -> Vec<Told<A>> {
    let strata = ports.iter().map(|(agent, ports)| {
        (agent.clone(), (known.platforms.get(agent).copied(), ports.iter().any(|port| is_high_risk(*port))))
    });
    let variants: Vec<Variant> = campaign.variants.iter().copied().collect();
    let factors = Factors { wait: campaign.waiting_share, variants: &variants };
    let drawn = assign(campaign.seed, &factors, strata);
    let told = ports.into_iter().filter_map(|(agent, mut ports)| {
        ports.sort();
        let Drawn { arm, variant } = *drawn.get(&agent)?;
        Some(Told { agent, ports, arm, variant })
    });
    told.collect()
}

/// Ports that malware looks for or that reflect attacks: telnet, file sharing and every UDP service.
pub(crate) fn is_high_risk(port: Port) -> bool {
    match port.protocol {
        Protocol::Tcp => matches!(port.number, 23 | 2323 | 23231 | 445),
        Protocol::Udp => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn campaign(waiting_share: f64) -> Campaign {
        let text = "campaign = \"c\"\nplatforms = [\"desktop\"]\nports = [\"tcp/22\", \"tcp/23\", \"tcp/80\"]\n\
                    from = \"2026-04-01\"\nuntil = \"2026-04-30\"";
        Campaign { waiting_share, ..Campaign::parse(text).unwrap() }
    }

    fn verdict(agent: &'static str, port: Port, selected: bool) -> Verdict<&'static str> {
        Verdict { agent, port, open_days: 9, longest_run: 9, open_days_late: 9, selected }
    }

    fn known() -> Known<&'static str> {
        let platforms = ["ann", "ben", "cho", "dai"].map(|agent| (agent, Platform::Desktop)).into();
        Known {
            platforms,
            web: BTreeMap::new(),
            intended: BTreeSet::new(),
            busy: BTreeSet::new(),
            shared: BTreeSet::new(),
        }
    }

    #[test]
    fn the_ports_of_one_agent_are_one_notice() {
        let verdicts = [verdict("ann", Port::tcp(23), true), verdict("ann", Port::tcp(22), true)];
        let plan = plan(&campaign(0.0), &verdicts, &known());
        let told = Told {
            agent: "ann",
            ports: vec![Port::tcp(22), Port::tcp(23)],
            arm: Arm::Notify,
            variant: Variant::Usual,
        };
        assert_eq!(plan, Plan { told: vec![told], left: vec![] });
    }

    #[test]
    fn what_is_not_selected_not_covered_or_not_here_is_no_part_of_it() {
        let elsewhere = Known { platforms: [("ben", Platform::Mobile)].into(), ..known() };
        let verdicts = [
            verdict("ann", Port::tcp(23), false),
            verdict("ann", Port::tcp(445), true),
            verdict("ben", Port::tcp(23), true),
            verdict("eve", Port::tcp(23), true),
        ];
        assert_eq!(plan(&campaign(0.0), &verdicts, &elsewhere), Plan { told: vec![], left: vec![] });
    }

    #[test]
    fn a_web_port_waits_for_an_operator_and_other_ports_do_not() {
        let verdicts = [verdict("ann", Port::tcp(80), true), verdict("ann", Port::tcp(23), true)];
        let held = plan(&campaign(0.0), &verdicts, &known());
        assert_eq!(held.left, vec![("ann", Port::tcp(80), Left::Held)]);
        assert_eq!(held.told[0].ports, vec![Port::tcp(23)]);
        let public = Known { web: [(("ann", Port::tcp(80)), WebVerdict::Public)].into(), ..known() };
        assert_eq!(plan(&campaign(0.0), &verdicts, &public).left[0].2, Left::Public);
        let private = Known { web: [(("ann", Port::tcp(80)), WebVerdict::Private)].into(), ..known() };
        assert_eq!(plan(&campaign(0.0), &verdicts, &private).told[0].ports.len(), 2);
    }

    #[test]
    fn intended_ports_and_busy_agents_are_left_alone() {
        let settled = Known { intended: [("ann", Port::tcp(22))].into(), busy: ["ben"].into(), ..known() };
        let verdicts = [verdict("ann", Port::tcp(22), true), verdict("ben", Port::tcp(23), true)];
        let left = plan(&campaign(0.0), &verdicts, &settled).left;
        assert_eq!(left, vec![("ann", Port::tcp(22), Left::Intended), ("ben", Port::tcp(23), Left::Busy)]);
    }

    #[test]
    fn what_may_be_a_neighbours_is_never_told() {
        let shared = Known { shared: [("ann", Port::tcp(22))].into(), ..known() };
        let verdicts = [verdict("ann", Port::tcp(22), true), verdict("ann", Port::tcp(23), true)];
        let plan = plan(&campaign(0.0), &verdicts, &shared);
        assert_eq!(plan.left, vec![("ann", Port::tcp(22), Left::Shared)]);
        assert_eq!(plan.told[0].ports, vec![Port::tcp(23)]);
    }

    #[test]
    fn half_of_a_trial_waits() {
        let verdicts = ["ann", "ben", "cho", "dai"].map(|agent| verdict(agent, Port::tcp(23), true));
        let told = plan(&campaign(0.5), &verdicts, &known()).told;
        assert_eq!(told.iter().filter(|told| told.arm == Arm::Wait).count(), 2);
    }

    #[test]
    fn every_wording_is_in_both_arms() {
        let verdicts = ["ann", "ben", "cho", "dai"].map(|agent| verdict(agent, Port::tcp(23), true));
        let campaign = Campaign { variants: [Variant::Facts, Variant::Minutes].into(), ..campaign(0.5) };
        let told = plan(&campaign, &verdicts, &known()).told;
        let cells: BTreeSet<(Arm, Variant)> = told.iter().map(|told| (told.arm, told.variant)).collect();
        assert_eq!(cells.len(), 4, "{cells:?}");
    }
}
