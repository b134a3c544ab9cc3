//! Wordings of the message against each other, where a campaign compares some.

use super::written;
use crate::evaluate::{Evaluation, VariantEffect, VariantHazard};
use crate::report::numbers::{decimal, p_value, points};
use crate::report::words::Words;

/// The week that is reported.
const WEEK: u32 = 5;

pub(super) fn variants(evaluation: &Evaluation, words: &Words<'_>) -> String {
    if evaluation.variants.is_empty() {
        return String::new();
    }
    [effects(evaluation, words), hazards(evaluation, words)].concat()
}

fn effects(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let row = |row: &VariantEffect| {
        vec![
            compared(words, &row.group, &row.variant, &row.control),
            words.say(&format!("report-stage-{}", row.outcome)),
            format!("{}/{}", row.reached, row.users),
            format!("{}/{}", row.control_reached, row.control_users),
            row.difference.map(points).unwrap_or_default(),
            range(words, row.low, row.high, points),
            p_value(row.p_holm),
        ]
    };
    let rows: Vec<_> = evaluation.variants.iter().filter(|row| row.week == WEEK).map(row).collect();
    let header = [
        "report-compared",
        "report-stage",
        "report-variant",
        "report-variant-control",
        "report-difference",
        "report-interval",
        "report-holm",
    ];
    written(words, "report-variants", &header, &rows)
}

fn hazards(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let row = |row: &VariantHazard| {
        vec![
            compared(words, &row.group, &row.variant, &row.control),
            words.say(&format!("report-event-{}", row.outcome)),
            format!("{}/{}", row.events, row.users),
            format!("{}/{}", row.control_events, row.control_users),
            row.ratio.map(|ratio| decimal(ratio, 2)).unwrap_or_default(),
            range(words, row.low, row.high, |end| decimal(end, 2)),
            row.log_rank_p.map(p_value).unwrap_or_default(),
        ]
    };
    let header = [
        "report-compared",
        "report-event",
        "report-variant",
        "report-variant-control",
        "report-hazard-ratio",
        "report-interval",
        "report-log-rank",
    ];
    written(
        words,
        "report-variant-hazards",
        &header,
        &evaluation.variant_hazards.iter().map(row).collect::<Vec<_>>(),
    )
}

fn compared(words: &Words<'_>, group: &str, variant: &str, control: &str) -> String {
    let name = |variant: &str| words.say(&format!("report-variant-{variant}"));
    format!("{}: {} – {}", words.group(group), name(variant), name(control))
}

fn range(words: &Words<'_>, low: Option<f64>, high: Option<f64>, shown: fn(f64) -> String) -> String {
    let ends = low.zip(high).map(|(low, high)| (shown(low), shown(high)));
    ends.map_or_else(String::new, |(low, high)| {
        words.say_with("report-range", &[("low", &low), ("high", &high)])
    })
}
