//! The figures: what is drawn from which numbers, and the sentence above each.

use super::chart::{Axis, Look, Marker};
use super::words::Words;
use crate::evaluate::Evaluation;

mod closure;
mod funnel;
mod improvement;
mod states;
mod visits;

const ORANGE: &str = "#e69f00";
const BLUE: &str = "#0072b2";
const GREEN: &str = "#009e73";
const VERMILLION: &str = "#d55e00";
const PURPLE: &str = "#cc79a7";
const SKY: &str = "#56b4e9";
const BLACK: &str = "#2c2720";

const LAST_WEEK: u32 = 5;
const LAST_DAY: u32 = 35;

/// Every figure, by the name of the sheet that holds its numbers.
pub(super) fn figures(evaluation: &Evaluation, words: &Words<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("figure9", improvement::improvement(evaluation, words)),
        ("figure8", visits::visits(evaluation, words)),
        ("survival", closure::closure(evaluation, words)),
        ("funnel", funnel::funnel(evaluation, words)),
        ("states", states::states(evaluation, words)),
    ]
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
