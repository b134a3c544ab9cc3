//! The paper's own counts: table 4 with its 69 notices to 60 agents, and figure 8 with 20 visitors by day 3 and 28 by
//! day 14.

use jiff::civil::date;

use super::story::{SENT, Story};
use crate::evaluate::Figure8;

const TABLE_4: [(&str, &[(&str, usize)]); 4] = [
    ("exp1", &[("tcp/23", 8)]),
    (
        "exp2",
        &[
            ("tcp/21", 6),
            ("tcp/22 tcp/21", 1),
            ("tcp/22", 9),
            ("tcp/445 tcp/22", 2),
            ("tcp/23", 5),
            ("tcp/445", 1),
            ("tcp/8080 tcp/443", 8),
        ],
    ),
    ("exp3", &[("tcp/22", 2), ("tcp/23", 1), ("tcp/445", 1), ("udp/53", 3), ("tcp/80", 11)]),
    ("exp4", &[("tcp/21", 2), ("tcp/22", 3), ("tcp/23", 2), ("tcp/443 tcp/80", 4)]),
];

/// Nine agents of experiment 2 are told again in experiment 3.
fn first_agent(campaign: &str) -> usize {
    match campaign {
        "exp1" => 0,
        "exp2" => 8,
        "exp3" => 31,
        _ => 49,
    }
}

fn the_paper() -> Story {
    let mut story = Story::new();
    for (campaign, sets) in TABLE_4 {
        story = story.campaign(
            campaign,
            Some(SENT),
            "tcp/21 tcp/22 tcp/23 tcp/445 tcp/80 tcp/8080 tcp/443 udp/53",
        );
        let notices = sets.iter().flat_map(|(ports, count)| std::iter::repeat_n(ports, *count));
        for (ports, agent) in notices.zip(first_agent(campaign)..) {
            story = story.tells(campaign, &format!("agent{agent}"), ports);
        }
    }
    story
}

#[test]
fn table_4_has_69_notices_to_60_agents() {
    let evaluation = the_paper().evaluation();
    let rows: Vec<String> = evaluation
        .table4
        .iter()
        .map(|row| format!("{}: {} × {}", row.campaign, row.ports, row.notices))
        .collect();
    let expected = [
        "exp1: tcp/23 × 8",
        "exp2: tcp/21 × 6",
        "exp2: tcp/21 tcp/22 × 1",
        "exp2: tcp/22 × 9",
        "exp2: tcp/22 tcp/445 × 2",
        "exp2: tcp/23 × 5",
        "exp2: tcp/445 × 1",
        "exp2: web × 8",
        "exp3: tcp/22 × 2",
        "exp3: tcp/23 × 1",
        "exp3: tcp/445 × 1",
        "exp3: udp/53 × 3",
        "exp3: web × 11",
        "exp4: tcp/21 × 2",
        "exp4: tcp/22 × 3",
        "exp4: tcp/23 × 2",
        "exp4: web × 4",
    ];
    assert_eq!(rows, expected);
    assert_eq!((evaluation.totals.notices, evaluation.totals.agents), (69, 60));
}

#[test]
fn figure_8_has_20_visitors_by_day_3_and_28_by_day_14() {
    let mut story = the_paper();
    for early in 8..24 {
        story = story.visits(&format!("exp2-agent{early}"), 72);
    }
    for late in 24..31 {
        story = story.visits(&format!("exp2-agent{late}"), 24 * 7 + late);
    }
    for early in 49..53 {
        story = story.visits(&format!("exp4-agent{early}"), 30);
    }
    story = story.visits("exp4-agent53", 14 * 24);
    let figure8 = story.evaluation().figure8;
    let point = |campaign: &str, day: u32| {
        let row = figure8.iter().find(|row| row.campaign == campaign && row.day == day).unwrap();
        (row.visitors, row.notified)
    };
    assert_eq!([point("all", 1), point("all", 2), point("all", 3)], [(0, 60), (4, 60), (20, 60)]);
    assert_eq!([point("all", 13), point("all", 14), point("all", 35)], [(27, 60), (28, 60), (28, 60)]);
    assert_eq!([point("exp1", 35), point("exp2", 35), point("exp4", 35)], [(0, 8), (23, 32), (5, 11)]);
    assert_eq!(figure8.len(), 5 * 36);
}

#[test]
fn under_all_the_shortest_time_of_an_agent_counts() {
    let story = Story::new()
        .campaign("one", Some(SENT), "tcp/23")
        .campaign("two", Some(date(2021, 5, 10)), "tcp/22")
        .tells_on(date(2021, 5, 10), "two", "alice", "tcp/22")
        .tells("one", "alice", "tcp/23")
        .visits("two-alice", 1)
        .visits("one-alice", 24)
        .visits("one-alice", 200);
    let first_day = |campaign: &str, figure8: &[Figure8]| {
        figure8.iter().find(|row| row.campaign == campaign && row.visitors == 1).map(|row| row.day)
    };
    let figure8 = story.evaluation().figure8;
    assert_eq!(first_day("two", &figure8), Some(3));
    assert_eq!(first_day("one", &figure8), Some(1));
    assert_eq!(first_day("all", &figure8), Some(1));
}
