//! Cells in columns: the first flush left, the others flush right.

/// Draws a header, a rule and the rows.
pub(super) fn grid(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let header = header.iter().map(|name| (*name).to_owned()).collect();
    let mut lines: Vec<Vec<String>> = [header].into_iter().chain(rows).collect();
    let widths = widths(&lines);
    lines.insert(1, widths.iter().map(|width| "-".repeat(*width)).collect());
    lines.iter().map(|line| drawn(line, &widths)).collect::<Vec<_>>().join("\n")
}

fn widths(lines: &[Vec<String>]) -> Vec<usize> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    (0..columns).map(width).collect()
}

fn drawn(line: &[String], widths: &[usize]) -> String {
    let cell = |(index, (cell, width)): (usize, (&String, &usize))| match index {
        0 => format!("{cell:<width$}"),
        _ => format!("{cell:>width$}"),
    };
    let cells: Vec<String> = line.iter().zip(widths).enumerate().map(cell).collect();
    format!("  {}", cells.join("  ")).trim_end().to_owned()
}
