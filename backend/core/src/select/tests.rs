//! The product's table, the edges of days and windows, and what must hold for every history.

use std::collections::BTreeSet;

use akabeko_shared::PortState;
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn rule(from: Date, until: Date) -> Rule {
    let time_zone = TimeZone::get("Asia/Tokyo").unwrap();
    let (run_rule, unobserved_days) = (RunRule::Whole, UnobservedDays::Break);
    Rule { from, until, time_zone, run_rule, unobserved_days }
}

fn april() -> Rule {
    rule(date(2021, 4, 1), date(2021, 4, 30))
}

fn at(text: &str, state: PortState) -> Observation<&'static str> {
    Observation { agent: "alice", observed_at: text.parse().unwrap(), port: Port::tcp(23), state }
}

fn noon(first: Date, day: i8, state: PortState) -> Observation<&'static str> {
    let noon = first.saturating_add((day - 1).days()).at(12, 0, 0, 0);
    let observed_at = TimeZone::get("Asia/Tokyo").unwrap().to_timestamp(noon).unwrap();
    Observation { agent: "alice", observed_at, port: Port::tcp(23), state }
}

fn open_on(rule: &Rule, days: impl IntoIterator<Item = i8>) -> Vec<Observation<&'static str>> {
    days.into_iter().map(|day| noon(rule.from, day, PortState::Open)).collect()
}

fn is_selected(rule: &Rule, observations: Vec<Observation<&'static str>>) -> bool {
    select(observations, rule).iter().any(|verdict| verdict.selected)
}

#[test]
fn april_is_judged_as_the_table_says() {
    let table: [(&[i8], bool); 18] = [
        (&[17, 18, 19], false),
        (&[17, 18, 19, 20], false),
        (&[17, 18, 19, 20, 21], false),
        (&[17, 18, 19, 20, 21, 22], true),
        (&[16, 17, 18, 19, 20, 21], true),
        (&[11, 12, 13, 14, 15, 16], false),
        (&[12, 13, 14, 15, 16, 17], true),
        (&[15, 17, 18, 19], true),
        (&[1, 3, 5, 16], false),
        (&[1, 3, 5, 17], true),
        (&[1, 2, 3, 17], true),
        (&[1, 2, 3, 4, 5, 6], false),
        (&[27, 28, 29, 30], false),
        (&[25, 26, 27, 28, 29, 30], true),
        (&[1, 2, 3, 30], true),
        (&[17, 18, 20, 21], true),
        (&[17], false),
        (&[], false),
    ];
    for (days, selected) in table {
        let observations = open_on(&april(), days.iter().copied());
        assert_eq!(is_selected(&april(), observations), selected, "for {days:?}");
    }
}

#[test]
fn a_verdict_counts_days_runs_and_late_days() {
    let verdicts = select(open_on(&april(), [1, 2, 3, 16, 17, 30]), &april());
    let expected = Verdict {
        agent: "alice",
        port: Port::tcp(23),
        open_days: 6,
        longest_run: 3,
        open_days_late: 2,
        selected: true,
    };
    assert_eq!(verdicts, [expected]);
}

#[test]
fn in_february_the_last_14_days_begin_on_the_15th() {
    let february = rule(date(2021, 2, 1), date(2021, 2, 28));
    assert!(!is_selected(&february, open_on(&february, [1, 3, 5, 14])));
    assert!(is_selected(&february, open_on(&february, [1, 3, 5, 15])));
}

#[test]
fn a_day_that_was_open_once_counts_as_open() {
    let mut observations = open_on(&april(), [1, 3, 5, 17]);
    observations.push(at("2021-04-17T20:00:00+09:00", PortState::Closed));
    assert!(is_selected(&april(), observations));
}

#[test]
fn silence_over_udp_is_not_open() {
    let observations = (1..=30).map(|day| noon(april().from, day, PortState::OpenFiltered));
    assert_eq!(select(observations, &april()), []);
}

#[test]
fn the_window_begins_and_ends_at_midnight_in_its_zone() {
    let edges = [
        ("2021-03-31T14:59:59.999999999Z", 0),
        ("2021-03-31T15:00:00Z", 1),
        ("2021-04-30T14:59:59.999999999Z", 1),
        ("2021-04-30T15:00:00Z", 0),
    ];
    for (text, rows) in edges {
        assert_eq!(select([at(text, PortState::Open)], &april()).len(), rows, "at {text}");
    }
}

#[test]
fn two_times_around_midnight_are_two_days() {
    let observations =
        ["2021-04-19T23:59:59+09:00", "2021-04-20T00:00:00+09:00", "2021-04-20T23:59:59+09:00"];
    let verdicts = select(observations.map(|text| at(text, PortState::Open)), &april());
    assert_eq!((verdicts[0].open_days, verdicts[0].longest_run), (2, 2));
}

#[test]
fn days_of_23_and_25_hours_are_days() {
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    // The clocks went forward on the 28th of March 2021 and back on the 31st of October.
    let march = Rule { time_zone: berlin.clone(), ..rule(date(2021, 3, 1), date(2021, 3, 31)) };
    let spring =
        ["2021-03-27T22:59:59Z", "2021-03-27T23:00:00Z", "2021-03-28T21:59:59Z", "2021-03-28T22:00:00Z"];
    assert_eq!(select(spring.map(|text| at(text, PortState::Open)), &march)[0].open_days, 3);
    let october = Rule { time_zone: berlin, ..rule(date(2021, 10, 1), date(2021, 10, 31)) };
    let autumn = ["2021-10-30T22:00:00Z", "2021-10-31T22:59:59Z", "2021-10-31T23:00:00Z"];
    assert_eq!(select(autumn.map(|text| at(text, PortState::Open)), &october)[0].open_days, 1);
}

#[test]
fn any_run_must_be_long_where_the_rule_says_so() {
    let strict = Rule { run_rule: RunRule::Any, ..april() };
    let table: [(&[i8], bool); 5] = [
        (&[15, 17, 18, 19], false),
        (&[15, 17, 19, 21], true),
        (&[1, 2, 17, 19], false),
        (&[1, 2, 17, 18, 19, 20, 21, 22], true),
        (&[17, 18, 19, 20, 21, 22], true),
    ];
    for (days, selected) in table {
        assert_eq!(is_selected(&strict, open_on(&april(), days.iter().copied())), selected, "for {days:?}");
    }
}

#[test]
fn a_day_without_a_scan_is_bridged_where_the_rule_says_so() {
    let bridged = Rule { unobserved_days: UnobservedDays::Bridge, ..april() };
    let asleep = open_on(&april(), [15, 17, 18, 19]);
    assert!(is_selected(&april(), asleep.clone()));
    assert!(!is_selected(&bridged, asleep.clone()));
    assert_eq!(select(asleep.clone(), &bridged)[0].longest_run, 4);

    let mut closed_between = asleep;
    closed_between.push(noon(april().from, 16, PortState::Closed));
    assert!(is_selected(&bridged, closed_between));
    assert!(is_selected(&bridged, open_on(&april(), [11, 13, 15, 17, 19, 21])));
}

#[test]
fn rows_are_sorted_by_agent_and_port() {
    let row = |agent, port| Observation { agent, port, ..at("2021-04-20T00:00:00Z", PortState::Open) };
    let (telnet, dns) = (Port::tcp(23), Port::udp(53));
    let verdicts =
        select([row("bob", dns), row("alice", dns), row("bob", telnet), row("alice", telnet)], &april());
    let order: Vec<_> = verdicts.iter().map(|verdict| (verdict.agent, verdict.port)).collect();
    assert_eq!(order, [("alice", telnet), ("alice", dns), ("bob", telnet), ("bob", dns)]);
}

#[test]
fn a_word_that_is_no_reading_says_so() {
    assert_eq!("any".parse(), Ok(RunRule::Any));
    assert_eq!(
        "span".parse::<UnobservedDays>().unwrap_err(),
        "\"span\" is not a reading of unobserved days: expected break or bridge"
    );
}

fn history() -> impl Strategy<Value = Vec<Observation<u8>>> {
    let states = prop::sample::select(vec![
        PortState::Open,
        PortState::Closed,
        PortState::Filtered,
        PortState::OpenFiltered,
    ]);
    let one = (0..3_u8, 0..40 * 24_i64, 0..2_u16, states).prop_map(|(agent, hour, port, state)| {
        let start: Timestamp = "2021-03-27T00:00:00Z".parse().unwrap();
        Observation { agent, observed_at: start + hour.hours(), port: Port::tcp(22 + port), state }
    });
    prop::collection::vec(one, 0..200)
}

fn any_rule() -> impl Strategy<Value = Rule> {
    (any::<bool>(), any::<bool>()).prop_map(|(any, bridge)| Rule {
        run_rule: if any { RunRule::Any } else { RunRule::Whole },
        unobserved_days: if bridge { UnobservedDays::Bridge } else { UnobservedDays::Break },
        ..april()
    })
}

fn chosen(observations: &[Observation<u8>], rule: &Rule) -> BTreeSet<(u8, Port)> {
    let verdicts = select(observations.iter().cloned(), rule);
    verdicts
        .into_iter()
        .filter(|verdict| verdict.selected)
        .map(|verdict| (verdict.agent, verdict.port))
        .collect()
}

proptest! {
    #[test]
    fn order_and_repetition_change_nothing(
        (ordered, shuffled) in history().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        repeated in 0..200_usize,
        rule in any_rule(),
    ) {
        let again: Vec<_> = shuffled.iter().chain(shuffled.iter().take(repeated)).cloned().collect();
        prop_assert_eq!(select(ordered, &rule), select(again, &rule));
    }

    #[test]
    fn a_closed_observation_changes_nothing_where_unobserved_days_break(
        all in history(), more in history(), any in any::<bool>(),
    ) {
        let rule = Rule { run_rule: if any { RunRule::Any } else { RunRule::Whole }, ..april() };
        let closed = more.into_iter().map(|seen| Observation { state: PortState::Closed, ..seen });
        let both: Vec<_> = all.iter().cloned().chain(closed).collect();
        prop_assert_eq!(select(all, &rule), select(both, &rule));
    }

    /// One more open day takes nobody out, except where it joins the days to one run of exactly five (`whole`)
    /// or makes the longest run one of two to five days (`any`).
    #[test]
    fn an_open_day_takes_nobody_out_but_by_a_short_run(
        all in history(), more in history(), rule in any_rule(),
    ) {
        let Some(seen) = more.first() else { return Ok(()) };
        let mut grown = all.clone();
        grown.push(Observation { state: PortState::Open, ..seen.clone() });
        let after = select(grown, &rule);
        for (agent, port) in chosen(&all, &rule) {
            let verdict = after.iter().find(|verdict| verdict.agent == agent && verdict.port == port).unwrap();
            let is_short = match rule.run_rule {
                RunRule::Whole => verdict.longest_run == 5 && verdict.open_days == 5,
                RunRule::Any => (2..=5).contains(&verdict.longest_run),
            };
            prop_assert!(verdict.selected != is_short, "{:?}", verdict);
        }
    }

    #[test]
    fn whom_any_selects_whole_selects_too(all in history(), rule in any_rule()) {
        let strict = chosen(&all, &Rule { run_rule: RunRule::Any, ..rule.clone() });
        let plain = chosen(&all, &Rule { run_rule: RunRule::Whole, ..rule });
        prop_assert!(strict.is_subset(&plain));
    }
}
