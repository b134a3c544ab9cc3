//! What is known of everybody in each week.

use super::{BLACK, GREEN, LAST_WEEK, VERMILLION, described};
use crate::evaluate::{Evaluation, State};
use crate::report::bars::{Bars, Part};
use crate::report::markup::figure;
use crate::report::table::table;
use crate::report::words::Words;

pub(super) fn states(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let last = |group: &str| evaluation.states.iter().find(|row| row.group == group && row.week == LAST_WEEK);
    let Some(all) = last("pooled") else { return String::new() };
    let title = words.say_with(
        "report-states",
        &[
            ("unobserved", &all.unobserved.to_string()),
            ("users", &all.users.to_string()),
            ("worst", &words.rate(all.worst)),
            ("best", &words.rate(all.best)),
        ],
    );
    let shown: Vec<&State> = evaluation
        .states
        .iter()
        .filter(|row| matches!(&*row.group, "pooled" | "natural") && row.users > 0)
        .collect();
    let row = |row: &&State| {
        let counts =
            [row.users, row.closed, row.open, row.partly, row.unobserved, row.ever_closed, row.reopened];
        let rates = [words.rate(row.worst), words.rate(row.best)];
        let name = [words.group(&row.group), row.week.to_string()];
        name.into_iter().chain(counts.map(|count| count.to_string())).chain(rates).collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    let part = |key: &str, colour, ink, hatched| Part { name: words.say(key), colour, ink, hatched };
    let week = |row: &&State| {
        let week = words.say_with("report-week", &[("week", &row.week.to_string())]);
        (format!("{} · {week}", words.group(&row.group)), vec![row.closed, row.unobserved, row.open])
    };
    let bars = Bars {
        id: "states",
        description: described(&title, &rows),
        title: title.clone(),
        axis: words.say("report-users"),
        parts: vec![
            part("report-state-closed", GREEN, "#ffffff", false),
            part("report-state-unobserved", "#e8e2d4", BLACK, true),
            part("report-state-open", VERMILLION, "#ffffff", false),
        ],
        rows: shown.iter().map(week).collect(),
    };
    let header = [
        "report-group",
        "report-week-number",
        "report-users",
        "report-state-closed",
        "report-state-open",
        "report-state-partly",
        "report-state-unobserved",
        "report-state-ever",
        "report-state-reopened",
        "report-worst",
        "report-best",
    ];
    let data = table(&words.say("report-states-data"), &header.map(|key| words.say(key)), &rows, "");
    figure(&title, &bars.draw(), &data, &words.say("report-data"))
}
