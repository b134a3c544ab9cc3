//! Figure 8: first visits against days.

use super::{LAST_DAY, NOTIFIED, campaigns, day_axis, described, look, share_axis};
use crate::evaluate::Evaluation;
use crate::report::chart::{Chart, Series};
use crate::report::markup::figure;
use crate::report::table::table;
use crate::report::words::Words;

pub(super) fn visits(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let groups: Vec<&str> = campaigns(evaluation).into_iter().take(6).chain(["all"]).collect();
    let share = |visitors: usize, notified: usize| visitors as f64 / notified.max(1) as f64;
    let of =
        |group: &str| evaluation.figure8.iter().filter(move |row| row.campaign == group).collect::<Vec<_>>();
    let series = |(index, group): (usize, &&str)| Series {
        name: words.group(group),
        look: if *group == "all" { NOTIFIED } else { look(index) },
        steps: true,
        points: of(group).iter().map(|row| (f64::from(row.day), share(row.visitors, row.notified))).collect(),
        band: Vec::new(),
        at_risk: Vec::new(),
    };
    let days = [0_u32, 1, 2, 3, 7, 14, 21, 28, LAST_DAY];
    let on = |group: &str, day: u32| {
        of(group).iter().find(|row| row.day == day).map_or((0, 0), |row| (row.visitors, row.notified))
    };
    let row = |group: &&str| {
        let cells = days.iter().map(|day| on(group, *day).0.to_string());
        [words.group(group), on(group, 0).1.to_string()].into_iter().chain(cells).collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
    let header_days = days.iter().map(|day| words.say_with("report-day", &[("day", &day.to_string())]));
    let header: Vec<String> =
        [words.say("report-group"), words.say("report-notified")].into_iter().chain(header_days).collect();
    let ((visitors, notified), (soon, _)) = (on("all", LAST_DAY), on("all", 3));
    let title = words.say_with(
        "report-figure8",
        &[
            ("visitors", &visitors.to_string()),
            ("notified", &notified.to_string()),
            ("soon", &soon.to_string()),
        ],
    );
    let lines: Vec<Series> = groups.iter().enumerate().map(series).collect();
    let highest = lines.iter().flat_map(|line| &line.points).map(|(_, share)| *share).fold(0.1, f64::max);
    let chart = Chart {
        id: "figure8",
        description: described(&title, &rows),
        title: title.clone(),
        x: day_axis(words.say("report-axis-days")),
        y: share_axis(words.say("report-axis-visited"), highest),
        series: lines,
        at_risk: None,
    };
    figure(
        &title,
        &chart.draw(),
        &table(&words.say("report-figure8-data"), &header, &rows, ""),
        &words.say("report-data"),
    )
}
