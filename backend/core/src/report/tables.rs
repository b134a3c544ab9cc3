//! The tables: the paper's, and the comparisons that go past it.

use std::collections::BTreeSet;

use super::numbers::{decimal, p_value, points};
use super::table::table;
use super::words::Words;
use crate::evaluate::{Effect, Evaluation, Hazard, Situation};

mod variants;

/// Every table, by the name of the sheet that holds its numbers; those that there is nothing for are left out.
pub(super) fn tables(evaluation: &Evaluation, words: &Words<'_>) -> Vec<(&'static str, String)> {
    let mut tables = vec![
        ("effects", effects(evaluation, words)),
        ("hazards", hazards(evaluation, words)),
        ("visiting", visiting(evaluation, words)),
        ("variants", variants::variants(evaluation, words)),
        ("balance", balance(evaluation, words)),
        ("table2", table2(evaluation, words)),
        ("table3", table3(evaluation, words)),
        ("table4", table4(evaluation, words)),
        ("table5", table5(evaluation, words)),
    ];
    tables.retain(|(_, table)| !table.is_empty());
    tables
}

pub(super) fn written(words: &Words<'_>, caption: &str, header: &[&str], rows: &[Vec<String>]) -> String {
    let header: Vec<String> = header.iter().map(|key| words.say(key)).collect();
    table(&words.say(caption), &header, rows, &words.say("report-none"))
}

fn effects(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let row = |row: &Effect| {
        let range = |low: f64, high: f64| {
            words.say_with("report-range", &[("low", &points(low)), ("high", &points(high))])
        };
        vec![
            format!("{} – {}", words.group(&row.group), words.group(&row.control)),
            format!("{}/{}", row.improved, row.users),
            format!("{}/{}", row.control_improved, row.control_users),
            row.difference.map(points).unwrap_or_default(),
            row.low.zip(row.high).map(|(low, high)| range(low, high)).unwrap_or_default(),
            p_value(row.p),
        ]
    };
    let last = evaluation.effects.iter().filter(|row| row.week == 5);
    let header = [
        "report-compared",
        "report-notified",
        "report-controls",
        "report-difference",
        "report-interval",
        "report-fisher",
    ];
    written(words, "report-effects", &header, &last.map(row).collect::<Vec<_>>())
}

fn hazards(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let range = |low: f64, high: f64| {
        words.say_with("report-range", &[("low", &decimal(low, 2)), ("high", &decimal(high, 2))])
    };
    let row = |row: &Hazard| {
        vec![
            format!("{} – {}", words.group(&row.group), words.group(&row.control)),
            format!("{}/{}", row.events, row.users),
            format!("{}/{}", row.control_events, row.control_users),
            row.ratio.map(|ratio| decimal(ratio, 2)).unwrap_or_default(),
            row.low.zip(row.high).map(|(low, high)| range(low, high)).unwrap_or_default(),
            row.log_rank_p.map(p_value).unwrap_or_default(),
        ]
    };
    let header = [
        "report-compared",
        "report-notified",
        "report-controls",
        "report-hazard-ratio",
        "report-interval",
        "report-log-rank",
    ];
    written(words, "report-hazards", &header, &evaluation.hazards.iter().map(row).collect::<Vec<_>>())
}

fn visiting(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let row = |row: &crate::evaluate::Visiting| {
        vec![
            words.group(&row.campaign),
            words.say(&format!("report-stage-{}", row.stage)),
            format!("{}/{}", row.improved, row.users),
            words.rate(row.rate),
            words.interval(row.low, row.high),
        ]
    };
    let header = ["report-group", "report-stage", "report-improved", "report-rate", "report-interval"];
    written(words, "report-visiting", &header, &evaluation.visiting.iter().map(row).collect::<Vec<_>>())
}

fn balance(evaluation: &Evaluation, words: &Words<'_>) -> String {
    if evaluation.balance.is_empty() {
        return String::new();
    }
    let row = |row: &crate::evaluate::Balance| {
        vec![
            row.campaign.clone(),
            part(row, words),
            row.notices.to_string(),
            decimal(row.expected, 1),
            p_value(row.p),
        ]
    };
    let header = ["report-campaign", "report-arm", "report-notices", "report-expected", "report-chi-square"];
    written(words, "report-balance", &header, &evaluation.balance.iter().map(row).collect::<Vec<_>>())
}

/// An arm, or a wording within it.
fn part(row: &crate::evaluate::Balance, words: &Words<'_>) -> String {
    let arm = words.say(&format!("report-arm-{}", row.arm));
    match &row.variant {
        None => arm,
        Some(variant) => format!("{arm} – {}", words.say(&format!("report-variant-{variant}"))),
    }
}

fn table2(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let row = |row: &crate::evaluate::Table2| {
        vec![format!("{}/{}", row.port, row.protocol), row.agents.to_string()]
    };
    let rows: Vec<Vec<String>> = evaluation.table2.iter().map(row).collect();
    written(words, "report-table2", &["report-port", "report-agents"], &rows)
}

fn table3(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let row = |row: &crate::evaluate::Table3| {
        vec![
            row.campaign.clone(),
            row.sent_on.map_or_else(|| words.say("report-observed-only"), |day| day.to_string()),
            row.platforms.clone(),
            row.ports.clone(),
            words.say_with(
                "report-range",
                &[("low", &row.from.to_string()), ("high", &row.until.to_string())],
            ),
        ]
    };
    let header = ["report-campaign", "report-sent-on", "report-platforms", "report-ports", "report-window"];
    written(words, "report-table3", &header, &evaluation.table3.iter().map(row).collect::<Vec<_>>())
}

fn table4(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let campaigns = distinct(evaluation.table4.iter().map(|row| &*row.campaign));
    let sets = distinct(evaluation.table4.iter().map(|row| &*row.ports));
    let count = |set: Option<&str>, campaign: Option<&str>| -> usize {
        let of = evaluation.table4.iter().filter(|row| {
            set.is_none_or(|set| row.ports == set) && campaign.is_none_or(|campaign| row.campaign == campaign)
        });
        of.map(|row| row.notices).sum()
    };
    let line = |name: String, set: Option<&str>| {
        let counts = campaigns.iter().map(|campaign| count(set, Some(campaign))).chain([count(set, None)]);
        [name].into_iter().chain(counts.map(|count| count.to_string())).collect::<Vec<String>>()
    };
    let lines = sets.iter().map(|set| line((*set).to_owned(), Some(set)));
    let rows: Vec<Vec<String>> = lines.chain([line(words.say("report-total"), None)]).collect();
    let ends = [words.say("report-ports"), words.say("report-total")];
    let names = campaigns.iter().map(|campaign| (*campaign).to_owned());
    let header: Vec<String> = [ends[0].clone()].into_iter().chain(names).chain([ends[1].clone()]).collect();
    let totals = &evaluation.totals;
    let counts = [("notices", &*totals.notices.to_string()), ("agents", &*totals.agents.to_string())];
    table(&words.say_with("report-table4", &counts), &header, &rows, &words.say("report-none"))
}

fn table5(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let columns = distinct(evaluation.table5.iter().map(|cell| &*cell.column));
    let name = |situation: Situation| match situation {
        Situation::HomeUnintended => "report-home-unintended",
        Situation::HomeIntended => "report-home-intended",
        Situation::Work => "report-work",
        Situation::Away => "report-away",
        Situation::Unanswered => "report-unanswered",
    };
    let line = |situation: Situation| {
        let cells = evaluation.table5.iter().filter(|cell| cell.row == situation);
        let cells = cells.map(|cell| match (cell.answers, cell.improved) {
            (answers, 0) => answers.to_string(),
            (answers, improved) => format!("{answers} ({improved})"),
        });
        [words.say(name(situation))].into_iter().chain(cells).collect::<Vec<String>>()
    };
    let column = |column: &&str| {
        if *column == "total" { words.say("report-total") } else { (*column).to_owned() }
    };
    let header: Vec<String> = [String::new()].into_iter().chain(columns.iter().map(column)).collect();
    let rows: Vec<Vec<String>> = Situation::ALL.into_iter().map(line).collect();
    table(&words.say("report-table5"), &header, &rows, &words.say("report-none"))
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).collect()
}
