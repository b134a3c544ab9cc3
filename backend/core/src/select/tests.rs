//! The product's table, and the edges of days and windows.

use akabeko_shared::PortState;
use jiff::civil::date;

use super::*;

mod properties;

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

/// A phone lets its app run when it likes: days without a look say neither that a port was open nor that it was not.
#[test]
fn a_phone_that_is_looked_at_now_and_then_is_judged_by_the_days_there_are() {
    let looked_at = |every: usize| (2..=30).step_by(every);
    for (every, selected) in [(3, true), (7, true), (9, true), (10, false), (14, false)] {
        assert_eq!(
            is_selected(&april(), open_on(&april(), looked_at(every))),
            selected,
            "every {every} days"
        );
    }
    let mut shut_once = open_on(&april(), looked_at(7).filter(|day| *day != 23));
    shut_once.push(noon(april().from, 23, PortState::Closed));
    assert!(is_selected(&april(), shut_once), "four open days of five looks");
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
