//! HTML and SVG as text, with whatever comes from outside escaped.

/// Text that is only text, in an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, character| {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
        safe
    })
}

/// An element around what is markup already. `attributes` may be empty.
pub(super) fn element(name: &str, attributes: &str, inner: &str) -> String {
    let gap = if attributes.is_empty() { "" } else { " " };
    format!("<{name}{gap}{attributes}>{inner}</{name}>\n")
}

/// A figure: its sentence, the drawing and its numbers.
pub(super) fn figure(title: &str, drawing: &str, data: &str, data_title: &str) -> String {
    let title = element("figcaption", "", &escaped(title));
    let summary = element("summary", "", &escaped(data_title));
    let data = element("details", "", &format!("{summary}{data}"));
    element("figure", "", &format!("{title}{drawing}{data}"))
}

/// A drawing with a title and a description for those who do not see it.
pub(super) fn drawing(id: &str, size: (f64, f64), (title, description): (&str, &str), inner: &str) -> String {
    let (width, height) = size;
    let title = element("title", &format!("id=\"{id}-title\""), &escaped(title));
    let description = element("desc", &format!("id=\"{id}-desc\""), &escaped(description));
    let attributes = format!(
        "xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\""
    );
    element("svg", &attributes, &format!("{title}{description}{inner}"))
}

/// A line of text in a drawing.
pub(super) fn label(x: f64, y: f64, attributes: &str, text: &str) -> String {
    element("text", &format!("x=\"{x:.1}\" y=\"{y:.1}\" {attributes}"), &escaped(text))
}
