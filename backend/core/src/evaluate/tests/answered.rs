//! Table 5.

use akabeko_shared::PortState::Closed;
use jiff::civil::date;

use super::story::{SENT, Story};
use crate::evaluate::{Situation, Table5};

const WEEK_5: [i32; 2] = [29, 35];

fn told(ports: &str) -> Story {
    Story::new()
        .campaign("one", Some(SENT), "tcp/22 tcp/23 tcp/80 tcp/443")
        .tells("one", "alice", ports)
        .visits("one-alice", 1)
}

/// The cells that are not empty, as `row column answers(improved)`.
fn cells(story: &Story) -> Vec<String> {
    let text = |cell: Table5| {
        let row = serde_json::to_value(cell.row).unwrap();
        format!("{} {} {}({})", row.as_str().unwrap(), cell.column, cell.answers, cell.improved)
    };
    story.evaluation().table5.into_iter().filter(|cell| cell.answers > 0).map(text).collect()
}

#[test]
fn at_home_each_group_goes_by_its_intent() {
    let story = told("tcp/22 tcp/80 tcp/443 tcp/23")
        .answers(
            "one-alice",
            "network.home intent.tcp-22.intended intent.tcp-80.intended intent.tcp-443.unknown",
        )
        .sees("alice", "tcp/80", Closed, &WEEK_5)
        .sees("alice", "tcp/443", Closed, &WEEK_5);
    let expected = [
        "home_unintended web 1(1)",
        "home_unintended total 1(1)",
        "home_intended tcp/22 1(0)",
        "home_intended total 1(0)",
    ];
    assert_eq!(cells(&story), expected);
}

#[test]
fn elsewhere_every_group_counts_once() {
    for (answers, row) in [("network.work", "work"), ("network.away", "away"), ("", "unanswered")] {
        let story = told("tcp/22 tcp/80 tcp/443").answers("one-alice", answers);
        let expected = ["tcp/22 1(0)", "web 1(0)", "total 2(0)"].map(|cell| format!("{row} {cell}"));
        assert_eq!(cells(&story), expected);
    }
}

#[test]
fn the_last_answer_to_a_question_counts() {
    let presses = "network.work network.home intent.tcp-22.unintended intent.tcp-22.intended";
    let story = told("tcp/22").answers("one-alice", presses);
    assert_eq!(cells(&story), ["home_intended tcp/22 1(0)", "home_intended total 1(0)"]);
}

#[test]
fn who_did_not_visit_is_not_in_the_table() {
    let story = Story::new().campaign("one", Some(SENT), "tcp/23").tells("one", "alice", "tcp/23");
    assert_eq!(cells(&story), Vec::<String>::new());
}

#[test]
fn one_notice_of_an_agent_counts_the_latest_or_the_answered_one() {
    let twice = || {
        told("tcp/22")
            .campaign("two", Some(date(2021, 5, 13)), "tcp/23")
            .tells_on(date(2021, 5, 13), "two", "alice", "tcp/23")
            .visits("two-alice", 30)
    };
    assert_eq!(cells(&twice()), ["unanswered tcp/23 1(0)", "unanswered total 1(0)"]);
    let first_answered = twice().answers("one-alice", "network.work");
    assert_eq!(cells(&first_answered), ["work tcp/22 1(0)", "work total 1(0)"]);
    let both_answered = first_answered.answers("two-alice", "network.away");
    assert_eq!(cells(&both_answered), ["away tcp/23 1(0)", "away total 1(0)"]);
}

#[test]
fn empty_cells_are_there_for_every_port_of_a_campaign() {
    let table5 = told("tcp/22").evaluation().table5;
    let columns: Vec<&str> =
        table5.iter().filter(|cell| cell.row == Situation::Away).map(|cell| cell.column.as_str()).collect();
    assert_eq!(columns, ["tcp/22", "tcp/23", "web", "total"]);
    assert_eq!(table5.len(), 5 * 4);
}
