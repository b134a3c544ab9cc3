//! An evaluation for reading: tables 2, 4 and 5 and figures 8 and 9 in a terminal.

use std::collections::BTreeSet;
use std::io::{self, Write};

use akabeko_core::evaluate::{Evaluation, Figure8, Situation};

mod grid;
mod improvement;

use grid::grid;

/// The days of figure 8 that are shown.
const DAYS: [u32; 9] = [0, 1, 2, 3, 7, 14, 21, 28, 35];
const BAR: usize = 40;

/// Draws the tables and figures.
///
/// # Errors
/// When `out` does not take them.
pub fn text(evaluation: &Evaluation, out: &mut impl Write) -> io::Result<()> {
    let totals = &evaluation.totals;
    writeln!(out, "{} notices to {} agents", totals.notices, totals.agents)?;
    writeln!(
        out,
        "time zone {}, run rule {}, unobserved days {}",
        totals.time_zone,
        totals.run_rule.word(),
        totals.unobserved_days.word()
    )?;
    writeln!(out, "\nTable 2: agents with a port open at least once\n{}", table2(evaluation))?;
    writeln!(out, "\nTable 4: notices by the set of ports\n{}", table4(evaluation))?;
    writeln!(out, "\nTable 5: answers (improved in week 5)\n{}", table5(evaluation))?;
    writeln!(out, "\nFigure 8: first visits against days since sending\n{}", figure8(evaluation))?;
    writeln!(out, "\nFigure 9: improvement rate against weeks")?;
    write!(out, "{}", improvement::figure9(&evaluation.figure9))
}

fn table2(evaluation: &Evaluation) -> String {
    let row = |row: &akabeko_core::evaluate::Table2| {
        vec![format!("{}/{}", row.protocol, row.port), row.agents.to_string()]
    };
    grid(&["port", "agents"], evaluation.table2.iter().map(row))
}

fn table4(evaluation: &Evaluation) -> String {
    let rows = &evaluation.table4;
    let campaigns = distinct(rows.iter().map(|row| row.campaign.as_str()));
    let count = |ports: Option<&str>, campaign: Option<&str>| -> String {
        let is_in = |wanted: Option<&str>, text: &str| wanted.is_none_or(|wanted| wanted == text);
        let counted = rows.iter().filter(|row| is_in(ports, &row.ports) && is_in(campaign, &row.campaign));
        number(counted.map(|row| row.notices).sum())
    };
    let line = |name: &str, ports: Option<&str>| {
        let cells = campaigns.iter().map(|campaign| count(ports, Some(campaign)));
        [name.to_owned()].into_iter().chain(cells).chain([count(ports, None)]).collect()
    };
    let sets = distinct(rows.iter().map(|row| row.ports.as_str()));
    let lines = sets.into_iter().map(|set| line(set, Some(set))).chain([line("total", None)]);
    grid(&[&["ports"], &*campaigns, &["total"]].concat(), lines)
}

fn table5(evaluation: &Evaluation) -> String {
    let rows = &evaluation.table5;
    let columns = distinct(rows.iter().map(|cell| cell.column.as_str()));
    let line = |situation: Situation| {
        let cells = rows.iter().filter(|cell| cell.row == situation).map(|cell| match cell.improved {
            0 => number(cell.answers),
            improved => format!("{}({improved})", cell.answers),
        });
        [name(situation).to_owned()].into_iter().chain(cells).collect()
    };
    grid(&[&[""], &*columns].concat(), Situation::ALL.into_iter().map(line))
}

fn name(situation: Situation) -> &'static str {
    match situation {
        Situation::HomeUnintended => "home, unintended",
        Situation::HomeIntended => "home, intended",
        Situation::Work => "work",
        Situation::Away => "away",
        Situation::Unanswered => "unanswered",
    }
}

fn figure8(evaluation: &Evaluation) -> String {
    let shown = || evaluation.figure8.iter().filter(|row| DAYS.contains(&row.day));
    let campaigns = distinct(shown().map(|row| row.campaign.as_str()));
    let line = |campaign: &&str| {
        let rows: Vec<&Figure8> = shown().filter(|row| row.campaign == *campaign).collect();
        let notified = rows.first().map_or(0, |row| row.notified).to_string();
        let cells = rows.iter().map(|row| number(row.visitors));
        [(*campaign).to_owned(), notified].into_iter().chain(cells).collect()
    };
    let days = DAYS.map(|day| format!("day {day}"));
    let header: Vec<&str> =
        ["campaign", "notified"].into_iter().chain(days.iter().map(String::as_str)).collect();
    let bars: Vec<String> = shown().filter(|row| row.campaign == "all").map(bar).collect();
    format!("{}\n{}", bars.join("\n"), grid(&header, campaigns.iter().map(line)))
}

fn bar(row: &Figure8) -> String {
    let length = (row.visitors * BAR).checked_div(row.notified).unwrap_or(0);
    let line = format!("  day {:2} |{} {} of {}", row.day, "#".repeat(length), row.visitors, row.notified);
    line.trim_end().to_owned()
}

/// A count, or a dot for none, so that the eye finds the others.
fn number(count: usize) -> String {
    if count == 0 { ".".to_owned() } else { count.to_string() }
}

/// Each text once, in the order of its first appearance.
fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).collect()
}
