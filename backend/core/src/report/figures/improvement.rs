//! Figure 9: improvement rates against weeks.

use super::{LAST_WEEK, NATURAL, NOTIFIED, campaigns, described, look, share_axis};
use crate::evaluate::{Evaluation, Figure9};
use crate::report::chart::{Axis, Chart, Look, Series};
use crate::report::markup::figure;
use crate::report::summary::at;
use crate::report::table::table;
use crate::report::words::Words;

pub(super) fn improvement(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let campaigns = campaigns(evaluation);
    let of = |group: &str| -> Vec<&Figure9> {
        evaluation.figure9.iter().filter(|row| row.group == group && row.rate.is_some()).collect()
    };
    let series = |group: &str, look: Look, has_band: bool| {
        let rows = of(group);
        let point = |row: &&Figure9| Some((f64::from(row.week), row.rate?));
        let band = |row: &&Figure9| Some((f64::from(row.week), row.low?, row.high?)).filter(|_| has_band);
        Series {
            name: words.group(group),
            look,
            steps: false,
            points: rows.iter().filter_map(point).collect(),
            band: rows.iter().filter_map(band).collect(),
            at_risk: Vec::new(),
        }
    };
    let few = campaigns.iter().take(6).enumerate();
    let mut lines: Vec<Series> = few.map(|(index, group)| series(group, look(index), false)).collect();
    lines.push(series("natural", NATURAL, true));
    lines.push(series("mean", NOTIFIED, false));
    lines.retain(|line| !line.points.is_empty());
    let highest = lines.iter().flat_map(|line| &line.points).map(|(_, rate)| *rate).fold(0.1, f64::max);
    let bands = lines.iter().flat_map(|line| &line.band).map(|(_, _, high)| *high).fold(0.0, f64::max);
    let (mean, natural) = (at(evaluation, "mean"), at(evaluation, "natural"));
    let rate = |row: Option<&Figure9>| words.rate(row.and_then(|row| row.rate));
    let key =
        if natural.is_some_and(|row| row.users > 0) { "report-figure9" } else { "report-figure9-alone" };
    let title = words.say_with(key, &[("rate", &rate(mean)), ("natural", &rate(natural))]);
    let row = |group: &str| {
        let rows = of(group);
        let cells =
            rows.iter().map(|row| format!("{} ({}/{})", words.rate(row.rate), row.improved, row.users));
        let last = rows.last().map_or_else(String::new, |row| words.interval(row.low, row.high));
        [words.group(group)].into_iter().chain(cells).chain([last]).collect::<Vec<String>>()
    };
    let groups =
        campaigns.iter().copied().chain(["natural", "mean", "pooled"]).filter(|group| !of(group).is_empty());
    let rows: Vec<Vec<String>> = groups.map(row).collect();
    let weeks = (0..=LAST_WEEK).map(|week| words.say_with("report-week", &[("week", &week.to_string())]));
    let interval = words.say("report-interval-at-end");
    let header: Vec<String> =
        [words.say("report-group")].into_iter().chain(weeks).chain([interval]).collect();
    let chart = Chart {
        id: "figure9",
        description: described(&title, &rows),
        title: title.clone(),
        x: Axis {
            label: words.say("report-axis-weeks"),
            high: f64::from(LAST_WEEK),
            ticks: (0..=LAST_WEEK).map(|week| (f64::from(week), week.to_string())).collect(),
        },
        y: share_axis(words.say("report-axis-improved"), highest.max(bands.min(1.5 * highest))),
        series: lines,
        at_risk: None,
    };
    figure(
        &title,
        &chart.draw(),
        &table(&words.say("report-figure9-data"), &header, &rows, ""),
        &words.say("report-data"),
    )
}
