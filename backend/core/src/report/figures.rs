//! The figures: what is drawn from which numbers, and the sentence above each.

use super::bars::{Bars, Part};
use super::chart::{Axis, Chart, Look, Marker, Series};
use super::markup::{element, escaped, figure};
use super::numbers::{decimal, percent};
use super::summary::at;
use super::table::table;
use super::words::Words;
use crate::evaluate::{Evaluation, Figure9, State, SurvivalRow};

const ORANGE: &str = "#e69f00";
const BLUE: &str = "#0072b2";
const GREEN: &str = "#009e73";
const VERMILLION: &str = "#d55e00";
const PURPLE: &str = "#cc79a7";
const SKY: &str = "#56b4e9";
const BLACK: &str = "#2c2720";

const LAST_WEEK: u32 = 5;
const LAST_DAY: u32 = 35;

pub(super) fn figures(evaluation: &Evaluation, words: &Words<'_>) -> String {
    let drawn = [
        improvement(evaluation, words),
        visits(evaluation, words),
        closure(evaluation, words),
        funnel(evaluation, words),
        states(evaluation, words),
    ];
    let heading = element("h2", "", &escaped(&words.say("report-figures")));
    element("section", "class=\"figures\"", &format!("{heading}{}", drawn.concat()))
}

/// Lines of campaigns, told apart by colour, dash and marker.
fn look(index: usize) -> Look {
    const LOOKS: [(&str, &str, Marker); 6] = [
        (GREEN, "2 4", Marker::Square),
        (PURPLE, "6 3", Marker::Triangle),
        (SKY, "8 3 2 3", Marker::Diamond),
        (VERMILLION, "3 3", Marker::Cross),
        (BLACK, "1 3", Marker::Circle),
        (GREEN, "10 4", Marker::Diamond),
    ];
    let (colour, dash, marker) = LOOKS[index % LOOKS.len()];
    Look { colour, dash, marker, width: 1.6 }
}

const NOTIFIED: Look = Look { colour: ORANGE, dash: "none", marker: Marker::Circle, width: 4.0 };
const NATURAL: Look = Look { colour: BLUE, dash: "9 6", marker: Marker::Square, width: 4.0 };

fn campaigns(evaluation: &Evaluation) -> Vec<&str> {
    let sent = evaluation.table3.iter().filter(|campaign| campaign.sent_on.is_some());
    sent.map(|campaign| &*campaign.campaign).collect()
}

fn improvement(evaluation: &Evaluation, words: &Words<'_>) -> String {
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

fn visits(evaluation: &Evaluation, words: &Words<'_>) -> String {
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

fn closure(evaluation: &Evaluation, words: &Words<'_>) -> String {
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

fn funnel(evaluation: &Evaluation, words: &Words<'_>) -> String {
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

fn states(evaluation: &Evaluation, words: &Words<'_>) -> String {
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

fn day_axis(label: String) -> Axis {
    let ticks = (0..=LAST_DAY).step_by(7).map(|day| (f64::from(day), day.to_string())).collect();
    Axis { label, high: f64::from(LAST_DAY), ticks }
}

/// An axis of shares that ends at a round number above `highest`.
fn share_axis(label: String, highest: f64) -> Axis {
    let step = if highest <= 0.25 {
        0.05
    } else if highest <= 0.5 {
        0.1
    } else {
        0.2
    };
    let count = (highest / step - 1e-9).ceil().max(1.0) as u32;
    let tick = |index: u32| {
        let share = step * f64::from(index);
        (share, format!("{:.0} %", share * 100.0))
    };
    Axis { label, high: step * f64::from(count), ticks: (0..=count).map(tick).collect() }
}

/// A description for those who do not see the drawing: the sentence and every row of numbers.
fn described(title: &str, rows: &[Vec<String>]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| row.join(", ")).collect();
    format!("{title}. {}.", rows.join("; "))
}
