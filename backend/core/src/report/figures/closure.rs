//! The curve of confirmed closures, with the numbers at risk.

use super::{LAST_DAY, NATURAL, NOTIFIED, day_axis, described, share_axis};
use crate::evaluate::{Evaluation, SurvivalRow};
use crate::report::chart::{Chart, Look, Series};
use crate::report::markup::figure;
use crate::report::numbers::percent;
use crate::report::table::table;
use crate::report::words::Words;

pub(super) fn closure(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let of = |group: &str| -> Vec<&SurvivalRow> {
        let rows = evaluation.survival.iter().filter(|row| row.curve == "closure" && row.group == group);
        rows.collect()
    };
    let series = |(group, look): (&str, Look)| survival(&of(group), words.group(group), look);
    let mut lines: Vec<Series> = [("all", NOTIFIED), ("natural", NATURAL)].into_iter().map(series).collect();
    lines.retain(|line| !line.points.is_empty());
    let left = |group: &str| held(&of(group), LAST_DAY).and_then(|row| row.survival.into());
    let (notified, natural) = (left("all"), left("natural"));
    let key = if natural.is_some() { "report-closure" } else { "report-closure-alone" };
    let title = words.say_with(key, &[("open", &words.rate(notified)), ("natural", &words.rate(natural))]);
    let row = |(group, day): (&str, u32)| {
        let rows = of(group);
        let held = held(&rows, day)?;
        let at_risk = at_risk(&rows, day).to_string();
        let band = words.interval(held.low, held.high);
        Some(vec![words.group(group), day.to_string(), at_risk, percent(held.survival), band])
    };
    let wanted = ["all", "natural"]
        .into_iter()
        .flat_map(|group| (0..=LAST_DAY).step_by(7).map(move |day| (group, day)));
    let rows: Vec<Vec<String>> = wanted.filter_map(row).collect();
    let header =
        ["report-group", "report-day-number", "report-at-risk", "report-still-open", "report-interval"];
    let header = header.map(|key| words.say(key));
    let chart = Chart {
        id: "closure",
        description: described(&title, &rows),
        title: title.clone(),
        x: day_axis(words.say("report-axis-days-since")),
        y: share_axis(words.say("report-axis-still-open"), 1.0),
        series: lines,
        at_risk: Some(words.say("report-at-risk")),
    };
    figure(
        &title,
        &chart.draw(),
        &table(&words.say("report-closure-data"), &header, &rows, ""),
        &words.say("report-data"),
    )
}

fn survival(rows: &[&SurvivalRow], name: String, look: Look) -> Series {
    let shown = || rows.iter().filter(|row| row.day <= LAST_DAY);
    let mut points: Vec<(f64, f64)> = shown().map(|row| (f64::from(row.day), row.survival)).collect();
    let mut band: Vec<(f64, f64, f64)> =
        shown().filter_map(|row| Some((f64::from(row.day), row.low?, row.high?))).collect();
    let is_followed = rows.last().is_some_and(|row| row.day >= LAST_DAY);
    if let (Some((_, share)), true) = (points.last().copied(), is_followed) {
        points.push((f64::from(LAST_DAY), share));
        let end = band.last().map(|(_, low, high)| (f64::from(LAST_DAY), *low, *high));
        band.extend(end);
    }
    let weeks = (0..=LAST_DAY).step_by(7).filter(|_| !rows.is_empty());
    let at_risk = weeks.map(|day| (f64::from(day), at_risk(rows, day))).collect();
    Series { name, look, steps: true, points, band, at_risk }
}

/// The row that holds on a day.
fn held<'a>(rows: &[&'a SurvivalRow], day: u32) -> Option<&'a SurvivalRow> {
    rows.iter().rfind(|row| row.day <= day).copied()
}

/// Those at risk on a day, as far as the rows tell: those of the next row.
fn at_risk(rows: &[&SurvivalRow], day: u32) -> usize {
    rows.iter().find(|row| row.day >= day).map_or(0, |row| row.at_risk)
}
