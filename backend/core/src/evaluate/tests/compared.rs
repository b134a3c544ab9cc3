//! A trial of six, worked out by hand: who is compared with whom, states of a week, times, arms.

use akabeko_shared::{Platform, PortState};

use super::story::{SENT, Story};
use crate::evaluate::dataset::Override;
use crate::evaluate::{Evaluation, Options, evaluate};

const EVERY_DAY: [i32; 35] = {
    let mut days = [0; 35];
    let mut index = 0;
    while index < 35 {
        days[index] = index as i32 + 1;
        index += 1;
    }
    days
};

/// Two are told and close on day 3 and day 10; one is told and does not; of three who wait one closes on day 20.
fn trial() -> Story {
    let mut story = Story::new().campaign("t", Some(SENT), "tcp/23");
    for agent in ["ann", "ben", "cho", "dai", "eve", "fay"] {
        story = story.agent(agent, Platform::Desktop);
    }
    for (agent, closes) in [("ann", 3), ("ben", 10), ("cho", 99), ("dai", 20), ("eve", 99), ("fay", 99)] {
        let (open, shut): (Vec<i32>, Vec<i32>) = EVERY_DAY.iter().partition(|day| **day < closes);
        story = story.sees(agent, "tcp/23", PortState::Open, &open);
        story = story.sees(agent, "tcp/23", PortState::Closed, &shut);
    }
    for agent in ["ann", "ben", "cho"] {
        story = story.tells("t", agent, "tcp/23");
    }
    for agent in ["dai", "eve", "fay"] {
        story = story.waits("t", agent, "tcp/23");
    }
    story.visits("t-ann", 12).visits("t-ben", 36).answers("t-ann", "network.work")
}

fn evaluation() -> Evaluation {
    trial().evaluation()
}

#[test]
fn both_arms_are_followed_from_the_day_of_sending() {
    let evaluation = evaluation();
    let row = evaluation.effects.iter().find(|row| row.control == "waiting" && row.week == 5).unwrap();
    assert_eq!((row.improved, row.users, row.control_improved, row.control_users), (2, 3, 1, 3));
    assert!((row.difference.unwrap() - 1.0 / 3.0).abs() < 1e-12);
    // Of the 20 tables with these margins: 1, 9, 9 and 1 with 0, 1, 2 and 3 improved; all are as unlikely as this one.
    assert!((row.p - 1.0).abs() < 1e-12, "{}", row.p);
    let hazard = evaluation.hazards.iter().find(|row| row.control == "waiting").unwrap();
    assert_eq!((hazard.events, hazard.control_events), (2, 1));
    // Confirmed on days 4, 11 and 21, with 3 of 6, 2 of 5 and 1 of 4 told at risk: E = 0.5 + 0.4 + 0.25, V = 0.25 + 0.24 + 0.1875.
    let expected = (2.0 - 1.15_f64).powi(2) / 0.6775;
    assert!((hazard.log_rank.unwrap() - expected).abs() < 1e-12, "{:?}", hazard.log_rank);
}

#[test]
fn weeks_have_states_and_stages_have_times() {
    let evaluation = evaluation();
    let state =
        |week: u32| evaluation.states.iter().find(|row| row.group == "t" && row.week == week).unwrap();
    assert_eq!((state(1).closed, state(1).open, state(1).unobserved), (0, 3, 0));
    assert_eq!((state(2).closed, state(5).closed, state(5).ever_closed), (1, 2, 2));
    let times =
        |stage: &str| evaluation.times.iter().find(|row| row.campaign == "t" && row.stage == stage).unwrap();
    assert_eq!((times("visited").notices, times("visited").median), (2, Some(1.0)));
    assert_eq!((times("closed").notices, times("closed").median), (2, Some(7.5)));
    let visiting: Vec<_> = evaluation.visiting.iter().filter(|row| row.campaign == "t").collect();
    assert_eq!((visiting[0].improved, visiting[0].users), (2, 2));
    assert_eq!((visiting[1].improved, visiting[1].users), (0, 1));
}

#[test]
fn the_middle_of_a_gap_comes_before_its_end() {
    let evaluation = evaluation();
    let first = |rows: &[crate::evaluate::SurvivalRow]| {
        rows.iter().find(|row| row.group == "t" && row.curve == "closure" && row.events > 0).unwrap().day
    };
    // Ann's last open day is 2, the first closed one 3, the one that confirms it 4.
    assert_eq!((first(&evaluation.survival), first(&evaluation.survival_midpoint)), (4, 3));
}

#[test]
fn arms_of_the_drawn_sizes_raise_no_alarm_and_lost_ones_do() {
    assert!(evaluation().balance.iter().all(|row| !row.alarm && row.expected == 3.0 && row.p == 1.0));
    let mut lost = trial().dataset;
    let model = lost.notices[0].clone();
    for index in 0..40 {
        let mut notice = model.clone();
        notice.notice = format!("more-{index}").into();
        lost.notices.push(notice);
    }
    assert!(evaluate(&lost, &Options::default()).balance.iter().all(|row| row.alarm));
}

#[test]
fn whoever_was_told_out_of_turn_is_no_part_of_the_trial() {
    let mut dataset = trial().dataset;
    let (notice, at) = ("t-eve".into(), dataset.notices[0].sent_at.unwrap());
    dataset.overrides.push(Override { notice, at, reason: "in use by attackers".to_owned() });
    let evaluation = evaluate(&dataset, &Options::default());
    let row = evaluation.effects.iter().find(|row| row.control == "waiting" && row.week == 5).unwrap();
    assert_eq!((row.users, row.control_users), (3, 2));
}
