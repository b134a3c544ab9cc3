//! A table of text: the first column names the row, the others are numbers.

use super::markup::{element, escaped};

/// Writes a table with its caption; nothing but the caption's word for it when there are no rows.
pub(super) fn table(caption: &str, header: &[String], rows: &[Vec<String>], none: &str) -> String {
    let caption = element("caption", "", &escaped(caption));
    if rows.is_empty() {
        return element("table", "", &format!("{caption}<tbody><tr><td>{}</td></tr></tbody>", escaped(none)));
    }
    let cell = |name: &String| match name.as_str() {
        "" => element("td", "", ""),
        name => element("th", "scope=\"col\"", &escaped(name)),
    };
    let head: String = header.iter().map(cell).collect();
    let head = element("thead", "", &element("tr", "", &head));
    let body: String = rows.iter().map(|row| element("tr", "", &cells(row))).collect();
    element(
        "div",
        "class=\"wide\"",
        &element("table", "", &format!("{caption}{head}{}", element("tbody", "", &body))),
    )
}

fn cells(row: &[String]) -> String {
    let cell = |(index, cell): (usize, &String)| match index {
        0 => element("th", "scope=\"row\"", &escaped(cell)),
        _ => element("td", "", &escaped(cell)),
    };
    row.iter().enumerate().map(cell).collect()
}
