//! Wordings of a message, worked out by hand, and in a world whose truth is known.

use akabeko_shared::{Platform, PortState, Variant};

use super::story::{SENT, Story};
use crate::evaluate::dataset::{Trial, Worded};
use crate::evaluate::{Dataset, Evaluation, Options, VariantEffect, evaluate};
use crate::simulate::{Written, preset, simulate};

/// Eight are told, four in each wording; three of the first and one of the second open their page within a day, and
/// one more of the second on day 10. The first two close on day 3.
fn study() -> Dataset {
    let mut story = Story::new().campaign("w", Some(SENT), "tcp/23");
    let agents = ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4"];
    for agent in agents {
        story = story.agent(agent, Platform::Desktop).tells("w", agent, "tcp/23");
        let closes = if matches!(agent, "a1" | "a2") { 3 } else { 99 };
        let (open, shut): (Vec<i32>, Vec<i32>) = (1..=35).partition(|day| *day < closes);
        story = story.sees(agent, "tcp/23", PortState::Open, &open);
        story = story.sees(agent, "tcp/23", PortState::Closed, &shut);
    }
    for agent in ["a1", "a2", "a3", "b1"] {
        story = story.visits(&format!("w-{agent}"), 20);
    }
    let mut dataset = story.visits("w-b2", 240).dataset;
    dataset.variants = agents
        .map(|agent| Worded {
            notice: format!("w-{agent}").into(),
            variant: if agent.starts_with('a') { Variant::Usual } else { Variant::Facts },
        })
        .to_vec();
    dataset
}

fn row<'a>(evaluation: &'a Evaluation, outcome: &str, week: u32) -> &'a VariantEffect {
    let mut rows = evaluation.variants.iter();
    rows.find(|row| row.outcome == outcome && row.week == week).unwrap()
}

#[test]
fn each_wording_is_held_against_the_usual_one() {
    let evaluation = evaluate(&study(), &Options::default());
    let visited = row(&evaluation, "visited", 1);
    assert_eq!((&*visited.variant, &*visited.control), ("facts", "usual"));
    assert_eq!(
        (visited.reached, visited.users, visited.control_reached, visited.control_users),
        (1, 4, 3, 4)
    );
    assert!((visited.difference.unwrap() + 0.5).abs() < 1e-12);
    // Tables with these margins: 1, 16, 36, 16 and 1 of 70; as unlikely as this one are 16 + 16 + 1 + 1.
    assert!((visited.p - 34.0 / 70.0).abs() < 1e-12, "{}", visited.p);
    assert_eq!(visited.p_holm, visited.p, "one comparison needs no adjustment");
    assert_eq!(row(&evaluation, "visited", 2).reached, 2);
    assert_eq!(
        (row(&evaluation, "improved", 5).reached, row(&evaluation, "improved", 5).control_reached),
        (0, 2)
    );
    let closure = evaluation.variant_hazards.iter().find(|row| row.outcome == "closure").unwrap();
    assert_eq!((closure.events, closure.control_events), (0, 2));
    // Both on day 4, with 4 of 8 at risk in the control: E = 2 × 4/8, V = 2 × (1/4) × (6/7).
    assert!(
        (closure.log_rank.unwrap() - 1.0 / (2.0 * 0.25 * 6.0 / 7.0)).abs() < 1e-12,
        "{:?}",
        closure.log_rank
    );
    let visit = evaluation.variant_hazards.iter().find(|row| row.outcome == "visit").unwrap();
    assert_eq!((visit.events, visit.control_events), (2, 3));
}

#[test]
fn without_wordings_there_is_nothing_to_compare() {
    let mut dataset = study();
    dataset.variants.clear();
    let evaluation = evaluate(&dataset, &Options::default());
    assert!(evaluation.variants.is_empty() && evaluation.variant_hazards.is_empty());
    assert!(!serde_json::to_string(&evaluation).unwrap().contains("variant_hazards"));
    dataset.variants = study().variants[4..].to_vec();
    assert!(
        !evaluate(&dataset, &Options::default()).variants.is_empty(),
        "who is not named is worded as usual"
    );
}

#[test]
fn wordings_of_the_drawn_sizes_raise_no_alarm_and_lost_ones_do() {
    let mut dataset = study();
    let rows = |dataset: &Dataset| evaluate(dataset, &Options::default()).balance;
    let parts: Vec<_> =
        rows(&dataset).into_iter().map(|row| (row.variant, row.notices, row.expected)).collect();
    let part = |variant: &str| (Some(variant.to_owned()), 4, 4.0);
    assert_eq!(parts, [part("usual"), part("facts")]);
    dataset.trials.push(Trial {
        campaign: "w".into(),
        waiting_share: 0.0,
        waiting_weeks: 5,
        seed: 1,
        plan: String::new(),
        variants: Variant::ALL.to_vec(),
    });
    let model = dataset.notices[0].clone();
    for index in 0..40 {
        let mut notice = model.clone();
        notice.notice = format!("more-{index}").into();
        dataset.notices.push(notice);
    }
    let rows = rows(&dataset);
    assert_eq!(rows.len(), 3, "a wording that was drawn and never sent is missed");
    assert!(rows.iter().all(|row| row.alarm));
}

#[test]
fn a_wording_that_reaches_more_people_is_found_and_arms_stay_crossed_with_wordings() {
    let dataset = simulate(&preset::wordings().with_agents(16_000), 1, Written::Exposed);
    let evaluation = evaluate(&dataset, &Options::default());
    assert!(evaluation.balance.iter().all(|row| !row.alarm), "{:?}", evaluation.balance);
    assert_eq!(evaluation.balance.iter().filter(|row| row.variant.is_some()).count(), 6);
    let visited = |variant: &str| {
        let mut rows = evaluation.variants.iter();
        let row =
            rows.find(|row| row.outcome == "visited" && row.week == 5 && row.variant == variant).unwrap();
        (row.low.unwrap(), row.high.unwrap())
    };
    // The truth: 0.62 and 0.40 against 0.47.
    let (facts, minutes) = (visited("facts"), visited("minutes"));
    assert!(facts.0 > 0.0 && facts.0 < 0.15 && facts.1 > 0.15, "{facts:?}");
    assert!(minutes.0 < -0.07 && minutes.1 > -0.07, "{minutes:?}");
}
