//! Improvement, the natural group, closure and the funnel.

use akabeko_shared::PortState::{Closed, Filtered, Open};
use akabeko_shared::{Arm, Platform};
use jiff::civil::date;

use super::story::{SENT, Story};
use crate::evaluate::{Evaluation, Figure9, Options, evaluate};

fn week(evaluation: &Evaluation, group: &str, week: u32) -> Figure9 {
    evaluation.figure9.iter().find(|row| row.group == group && row.week == week).unwrap().clone()
}

fn improved(evaluation: &Evaluation, group: &str) -> Vec<usize> {
    (0..=5).map(|i| week(evaluation, group, i).improved).collect()
}

fn told() -> Story {
    Story::new().campaign("one", Some(SENT), "tcp/23 tcp/445").tells("one", "alice", "tcp/23")
}

#[test]
fn improved_is_closed_on_two_days_of_the_week_and_never_open() {
    let closed_on: [(&[i32], [usize; 6]); 6] = [
        (&[1, 7], [0, 1, 0, 0, 0, 0]),
        (&[0, 1, 8], [0, 0, 0, 0, 0, 0]),
        (&[7, 8, 14], [0, 0, 1, 0, 0, 0]),
        (&[29, 35], [0, 0, 0, 0, 0, 1]),
        (&[3, 3], [0, 0, 0, 0, 0, 0]),
        (&[], [0, 0, 0, 0, 0, 0]),
    ];
    for (days, weeks) in closed_on {
        let evaluation = told().sees("alice", "tcp/23", Closed, days).evaluation();
        assert_eq!(improved(&evaluation, "one"), weeks, "closed on {days:?}");
    }
    let opened_again =
        told().sees("alice", "tcp/23", Filtered, &[1, 2, 3]).sees("alice", "tcp/23", Open, &[3]);
    assert_eq!(improved(&opened_again.evaluation(), "one"), [0; 6]);
}

#[test]
fn every_notified_port_must_be_closed() {
    let story = Story::new()
        .campaign("one", Some(SENT), "tcp/23 tcp/445")
        .tells("one", "alice", "tcp/23 tcp/445")
        .sees("alice", "tcp/23", Closed, &[1, 2, 8, 9])
        .sees("alice", "tcp/445", Closed, &[8, 9]);
    assert_eq!(improved(&story.evaluation(), "one"), [0, 0, 1, 0, 0, 0]);
}

#[test]
fn the_mean_weighs_campaigns_alike_and_the_pool_weighs_users_alike() {
    let story = told()
        .tells("one", "bob", "tcp/23")
        .sees("alice", "tcp/23", Closed, &[1, 2])
        .campaign("two", Some(SENT), "tcp/23")
        .tells("two", "carol", "tcp/23")
        .sees("carol", "tcp/23", Closed, &[1, 2]);
    let evaluation = story.evaluation();
    let (mean, pooled) = (week(&evaluation, "mean", 1), week(&evaluation, "pooled", 1));
    assert_eq!((mean.rate, mean.low, mean.high), (Some(0.75), None, None));
    assert_eq!((mean.improved, mean.users), (2, 3));
    assert_eq!((pooled.improved, pooled.users, pooled.rate), (2, 3, Some(2.0 / 3.0)));
    assert!((pooled.low.unwrap() - 0.207_660).abs() < 1e-6);
    assert!((pooled.high.unwrap() - 0.938_508).abs() < 1e-6);
    assert_eq!((week(&evaluation, "natural", 1).users, week(&evaluation, "natural", 1).rate), (0, None));
}

/// April 2021 as days counted from `SENT`, the 12th of May: the 20th is −22, the 30th is −12.
const PERSISTENT: [i32; 6] = [-22, -21, -20, -19, -18, -17];

#[test]
fn the_natural_group_was_selected_and_not_told() {
    let mut story = Story::new()
        .campaign("april", None, "tcp/23")
        .campaign("trial", Some(SENT), "tcp/23 tcp/445")
        .tells_on(date(2021, 4, 30), "trial", "told", "tcp/23")
        .tells("trial", "told-later", "tcp/23")
        .waits("trial", "waiting", "tcp/445");
    for agent in ["natural", "told", "told-later", "waiting", "closed"] {
        story = story.agent(agent, Platform::Desktop);
    }
    story = story.agent("phone", Platform::Mobile).sees("phone", "tcp/23", Open, &PERSISTENT);
    for agent in ["natural", "told", "told-later"] {
        story = story.sees(agent, "tcp/23", Open, &PERSISTENT).sees(agent, "tcp/22", Open, &PERSISTENT);
    }
    // Weeks of the natural group count from the 30th of April: −11 to −5 is the first.
    story = story
        .sees("closed", "tcp/23", Open, &[-22, -21, -20])
        .sees("natural", "tcp/23", Closed, &[-11, -5])
        .sees("waiting", "tcp/445", Closed, &[-4, 2]);
    let evaluation = story.evaluation();
    assert_eq!(week(&evaluation, "natural", 0).users, 3);
    assert_eq!(improved(&evaluation, "natural"), [0, 1, 1, 0, 0, 0]);
    assert_eq!(week(&evaluation, "trial", 0).users, 2);
}

#[test]
fn an_agent_is_counted_once_for_the_same_t0_with_the_ports_of_both() {
    let story = Story::new()
        .campaign("april", None, "tcp/23")
        .campaign("april-again", None, "tcp/23 tcp/22")
        .campaign("trial", Some(SENT), "tcp/445")
        .agent("alice", Platform::Desktop)
        .waits("trial", "alice", "tcp/445")
        .sees("alice", "tcp/23", Open, &PERSISTENT)
        .sees("alice", "tcp/23", Closed, &[-11, -5, -4, 2])
        .sees("alice", "tcp/445", Closed, &[-4, 2]);
    let evaluation = story.evaluation();
    assert_eq!(week(&evaluation, "natural", 0).users, 1);
    assert_eq!(improved(&evaluation, "natural"), [0, 0, 1, 0, 0, 0]);
}

#[test]
fn a_waiting_agent_that_is_told_at_last_is_in_no_table_of_the_notified() {
    let mut story = told().waits("one", "bob", "tcp/23");
    story.dataset.notices[1].sent_at = story.dataset.notices[0].sent_at;
    let evaluation = story.visits("one-bob", 1).evaluation();
    assert_eq!(evaluation.totals.notices, 1);
    assert_eq!(evaluation.table4.iter().map(|row| row.notices).sum::<usize>(), 1);
    assert!(evaluation.figure8.iter().all(|row| row.visitors == 0));
    assert_eq!((week(&evaluation, "one", 5).users, week(&evaluation, "natural", 5).users), (1, 1));
}

#[test]
fn closure_needs_two_closed_days_for_every_port_after_its_last_open_day() {
    let story = Story::new()
        .campaign("one", Some(SENT), "tcp/23 tcp/445")
        .tells("one", "alice", "tcp/23 tcp/445")
        .tells("one", "bob", "tcp/23")
        .sees("alice", "tcp/23", Closed, &[0, 2, 4, 6])
        .sees("alice", "tcp/23", Open, &[3])
        .sees("alice", "tcp/445", Closed, &[2, 5])
        .sees("bob", "tcp/23", Closed, &[9]);
    let rows: Vec<_> = story
        .evaluation()
        .survival
        .into_iter()
        .filter(|row| row.curve == "closure" && row.group == "one")
        .map(|row| (row.day, row.at_risk, row.events, row.survival))
        .collect();
    assert_eq!(rows, [(0, 2, 0, 1.0), (6, 2, 1, 0.5), (9, 1, 0, 0.5)]);
}

#[test]
fn a_first_visit_counts_begun_days_and_the_silent_are_followed_to_the_end() {
    let story =
        told().tells("one", "bob", "tcp/23").visits("one-alice", 25).sees("bob", "tcp/23", Open, &[10]);
    let rows: Vec<_> = story
        .evaluation()
        .survival
        .into_iter()
        .filter(|row| row.curve == "visit" && row.group == "all")
        .map(|row| (row.day, row.at_risk, row.events))
        .collect();
    assert_eq!(rows, [(0, 2, 0), (2, 2, 1), (10, 1, 0)]);
}

#[test]
fn the_funnel_tells_visitors_from_the_others() {
    let story = told()
        .tells("one", "bob", "tcp/23")
        .tells("one", "carol", "tcp/23 tcp/445")
        .visits("one-alice", 1)
        .answers("one-alice", "network.work")
        .sees("alice", "tcp/23", Closed, &[1, 2])
        .sees("alice", "tcp/23", Open, &[30])
        .sees("bob", "tcp/23", Closed, &[30, 31])
        .sees("carol", "tcp/23", Closed, &[30, 31])
        .campaign("two", Some(SENT), "tcp/23")
        .tells("two", "bob", "tcp/23");
    let funnel = story.evaluation().funnel;
    let count = |campaign: &str, stage: &str| {
        let row = funnel.iter().find(|row| row.campaign == campaign && row.stage == stage).unwrap();
        (row.notices, row.agents)
    };
    let stages = ["selected", "sent", "visited", "answered", "improved"];
    assert_eq!(stages.map(|stage| count("one", stage)), [(3, 3), (3, 3), (1, 1), (1, 1), (1, 1)]);
    assert_eq!(stages.map(|stage| count("all", stage)), [(4, 3), (4, 3), (1, 1), (1, 1), (2, 1)]);
    let beside =
        ["visited_improved", "unvisited", "unvisited_improved", "partly_improved", "reopened", "unobserved"];
    assert_eq!(beside.map(|stage| count("one", stage).0), [0, 2, 1, 2, 1, 1]);
    assert_eq!(count("one", "ever_improved"), (2, 2));
}

#[test]
fn table_2_counts_agents_in_the_period_asked_for() {
    let story = Story::new()
        .sees("alice", "tcp/23", Open, &[0, 1])
        .sees("bob", "tcp/23", Open, &[5])
        .sees("bob", "udp/53", Open, &[1])
        .sees("bob", "tcp/22", Closed, &[0, 1, 2, 3]);
    let rows = |options: Options| -> Vec<(u16, usize)> {
        evaluate(&story.dataset, &options).table2.into_iter().map(|row| (row.port, row.agents)).collect()
    };
    assert_eq!(rows(Options::default()), [(23, 2), (53, 1)]);
    assert_eq!(
        rows(Options { from: Some(date(2021, 5, 13)), until: Some(date(2021, 5, 16)) }),
        [(23, 1), (53, 1)]
    );
    assert_eq!(rows(Options { from: Some(date(2021, 5, 14)), until: None }), [(23, 1)]);
}

#[test]
fn the_keys_are_the_contract_s_and_what_is_new_has_keys_beside_them() {
    let value = serde_json::to_value(told().evaluation()).unwrap();
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let new = ["balance", "effects", "hazards", "states", "survival_midpoint", "times", "visiting"];
    let (beside, contract): (Vec<&str>, Vec<&str>) = keys.into_iter().partition(|key| new.contains(key));
    let expected =
        ["figure8", "figure9", "funnel", "survival", "table2", "table3", "table4", "table5", "totals"];
    assert_eq!((contract, beside), (expected.to_vec(), new.to_vec()));
    assert_eq!(value["table3"][0]["ports"], "tcp/23 tcp/445");
    assert_eq!(value["totals"]["run_rule"], "whole");
    assert_eq!(value["totals"]["time_zone"], "Asia/Tokyo");
    assert_eq!(told().dataset.notices[0].arm, Arm::Notify);
}
