//! How far notices came.

use super::{BLACK, SKY, described};
use crate::evaluate::Evaluation;
use crate::report::bars::{Bars, Part};
use crate::report::markup::figure;
use crate::report::numbers::{decimal, percent};
use crate::report::table::table;
use crate::report::words::Words;

pub(super) fn funnel(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let stage = |stage: &str| {
        let row = evaluation.funnel.iter().find(|row| row.campaign == "all" && row.stage == stage);
        row.map_or(0, |row| row.notices)
    };
    let stages = ["selected", "sent", "visited", "answered", "ever_improved", "improved"];
    let name = |stage: &str| words.say(&format!("report-stage-{}", stage.replace('_', "-")));
    let numbers = stages.map(|name| stage(name).to_string());
    let title = words.say_with(
        "report-funnel",
        &[
            ("sent", &numbers[1]),
            ("visited", &numbers[2]),
            ("answered", &numbers[3]),
            ("improved", &numbers[5]),
        ],
    );
    let of_sent = |count: usize| percent(count as f64 / stage("sent").max(1) as f64);
    let median = |stage: &str| {
        let time = evaluation.times.iter().find(|time| time.campaign == "all" && time.stage == stage);
        time.and_then(|time| time.median).map_or_else(String::new, |days| decimal(days, 1))
    };
    let row = |key: &str| {
        let timed = if key == "ever_improved" { "closed" } else { key };
        let median = if key == "improved" { String::new() } else { median(timed) };
        vec![name(key), stage(key).to_string(), of_sent(stage(key)), median]
    };
    let rows: Vec<Vec<String>> = stages.into_iter().map(row).collect();
    let header = ["report-stage", "report-notices", "report-share-of-sent", "report-median-days"];
    let bars = Bars {
        id: "funnel",
        description: described(&title, &rows),
        title: title.clone(),
        axis: words.say("report-notices"),
        parts: vec![Part { name: String::new(), colour: SKY, ink: BLACK, hatched: false }],
        rows: stages.into_iter().map(|key| (name(key), vec![stage(key)])).collect(),
    };
    let data = table(&words.say("report-funnel-data"), &header.map(|key| words.say(key)), &rows, "");
    figure(&title, &bars.draw(), &data, &words.say("report-data"))
}
