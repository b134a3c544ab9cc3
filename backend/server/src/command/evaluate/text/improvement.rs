//! Figure 9 as a plot of letters, with the numbers beneath.

use akabeko_core::evaluate::Figure9;

use super::distinct;
use super::grid::grid;

const HEIGHT: usize = 10;
const WEEK: usize = 9;
const WEEKS: usize = 5;
const WIDTH: usize = WEEK * (WEEKS + 1);

/// Draws the rates of all groups.
pub(super) fn figure9(rows: &[Figure9]) -> String {
    let groups = distinct(rows.iter().map(|row| row.group.as_str()));
    let markers: Vec<(&str, char)> =
        groups.iter().zip('a'..).map(|(group, letter)| (*group, marker(group, letter))).collect();
    let top = top(rows);
    format!("{}\n{}\n", plot(rows, &markers, top), numbers(rows, &markers))
}

/// Capitals for what the paper draws and its pool, small letters for the campaigns.
fn marker(group: &str, letter: char) -> char {
    match group {
        "natural" => 'N',
        "mean" => 'M',
        "pooled" => 'P',
        _ if letter.is_ascii_lowercase() => letter,
        _ => '?',
    }
}

/// The upper end of the axis: the highest rate, rounded up to a tenth.
fn top(rows: &[Figure9]) -> f64 {
    let highest = rows.iter().filter_map(|row| row.rate).fold(0.1, f64::max);
    (highest * 10.0 - 1e-9).ceil() / 10.0
}

fn plot(rows: &[Figure9], markers: &[(&str, char)], top: f64) -> String {
    let cells = cells(rows, markers, top);
    let line = |(index, cells): (usize, Vec<char>)| {
        let share = top * (HEIGHT - index) as f64 / HEIGHT as f64;
        let label = if index % 2 == 0 { format!("{:3.0} %", share * 100.0) } else { String::new() };
        format!("  {label:>5} |{}", cells.into_iter().collect::<String>()).trim_end().to_owned()
    };
    let mut lines: Vec<String> = cells.into_iter().enumerate().map(line).collect();
    let weeks = (0..=WEEKS).map(|week| format!("{week:<WEEK$}")).collect::<String>();
    lines.push(format!("        +{}", "-".repeat(WIDTH)));
    lines.push(format!("  week   {}", weeks.trim_end()));
    lines.join("\n")
}

/// The field of the plot, its top line first. Groups that meet stand side by side.
fn cells(rows: &[Figure9], markers: &[(&str, char)], top: f64) -> Vec<Vec<char>> {
    let mut cells = vec![vec![' '; WIDTH]; HEIGHT + 1];
    for row in rows {
        let marker = markers.iter().find(|(group, _)| *group == row.group);
        let (Some(rate), Some((_, marker)), 0..=WEEKS) = (row.rate, marker, row.week as usize) else {
            continue;
        };
        let height = (rate / top * HEIGHT as f64).round() as usize;
        let start = WEEK * row.week as usize;
        let place = &mut cells[HEIGHT - height.min(HEIGHT)][start..start + WEEK];
        if let Some(free) = place.iter_mut().find(|cell| **cell == ' ') {
            *free = *marker;
        }
    }
    cells
}

fn numbers(rows: &[Figure9], markers: &[(&str, char)]) -> String {
    let line = |(group, marker): &(&str, char)| {
        let of_group = || rows.iter().filter(|row| row.group == *group);
        let rates = of_group().map(|row| percent(row.rate));
        let last = of_group().next_back();
        let counts = last.map_or_else(String::new, |row| format!("{}/{}", row.improved, row.users));
        [format!("{marker} {group}")].into_iter().chain(rates).chain([counts, interval(last)]).collect()
    };
    let header = ["group", "week 0", "1", "2", "3", "4", "5", "of users", "95 % at week 5"];
    grid(&header, markers.iter().map(line))
}

fn interval(row: Option<&Figure9>) -> String {
    let ends = row.and_then(|row| row.low.zip(row.high));
    ends.map_or_else(|| "-".to_owned(), |(low, high)| format!("{:.1} to {:.1} %", low * 100.0, high * 100.0))
}

fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "-".to_owned(), |rate| format!("{:.1} %", rate * 100.0))
}
