//! The study in four numbers and one sentence.

use std::collections::BTreeSet;

use super::markup::{element, escaped};
use super::numbers::{p_value, percent, points};
use super::words::Words;
use crate::evaluate::{Effect, Evaluation, Figure9};

/// The week that is reported.
const WEEK: u32 = 5;

pub(super) fn summary(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let totals = &evaluation.totals;
    let tiles = [
        tile(
            &totals.agents.to_string(),
            &words.say_with("report-tile-agents", &[("notices", &totals.notices.to_string())]),
        ),
        tile(
            &share(totals.visitors, totals.agents),
            &words.say_with("report-tile-visitors", &[("visitors", &totals.visitors.to_string())]),
        ),
        rate_tile(at(evaluation, "mean"), "report-tile-mean", words),
        rate_tile(at(evaluation, "natural"), "report-tile-natural", words),
    ];
    let broken = evaluation.balance.iter().filter(|row| row.alarm).map(|row| &*row.campaign);
    let alarms: String =
        broken.collect::<BTreeSet<_>>().into_iter().map(|campaign| alarm(campaign, words)).collect();
    let effect = main_effect(evaluation).map_or_else(String::new, |effect| sentence(effect, words));
    element(
        "section",
        "class=\"summary\"",
        &format!("{}{effect}{alarms}", element("div", "class=\"tiles\"", &tiles.concat())),
    )
}

/// The row of a group at the week that is reported.
pub(super) fn at<'a>(evaluation: &'a Evaluation, group: &str) -> Option<&'a Figure9> {
    evaluation.figure9.iter().find(|row| row.group == group && row.week == WEEK)
}

/// The comparison to lead with: the trial if there is one, of all campaigns if there are several.
pub(super) fn main_effect(evaluation: &Evaluation) -> Option<&Effect> {
    let of = |control: &'static str| {
        let rows = evaluation.effects.iter().filter(move |row| row.control == control && row.week == WEEK);
        rows.max_by_key(|row| row.users)
    };
    of("waiting").or_else(|| of("natural"))
}

fn tile(number: &str, about: &str) -> String {
    element(
        "div",
        "class=\"tile\"",
        &format!("{}{}", element("b", "", &escaped(number)), element("span", "", &escaped(about))),
    )
}

fn rate_tile(row: Option<&Figure9>, key: &str, words: &Words<'_>) -> String {
    let Some(row) = row else { return String::new() };
    let users = row.users.to_string();
    tile(&words.rate(row.rate), &words.say_with(key, &[("users", &users)]))
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { percent(part as f64 / whole as f64) }
}

fn sentence(effect: &Effect, words: &Words<'_>) -> String {
    let (Some(difference), Some(low), Some(high)) = (effect.difference, effect.low, effect.high) else {
        return String::new();
    };
    let said = words.say_with(
        "report-effect",
        &[
            ("difference", &points(difference)),
            ("low", &points(low)),
            ("high", &points(high)),
            ("improved", &effect.improved.to_string()),
            ("users", &effect.users.to_string()),
            ("other", &effect.control_improved.to_string()),
            ("others", &effect.control_users.to_string()),
            ("control", &words.group(&effect.control)),
            ("p", &p_value(effect.p)),
        ],
    );
    element("p", "class=\"finding\"", &escaped(&said))
}

fn alarm(campaign: &str, words: &Words<'_>) -> String {
    element(
        "p",
        "class=\"alarm\" role=\"alert\"",
        &escaped(&words.say_with("report-alarm", &[("campaign", campaign)])),
    )
}
