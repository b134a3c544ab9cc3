//! A text as a square that cameras read.

use qrcode::QrCode;
use qrcode::render::svg;

/// The drawing as SVG, black on white whatever is around it; empty for a text that is too long for one.
pub fn qr(text: &str) -> String {
    let Ok(code) = QrCode::new(text) else { return String::new() };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build();
    // A drawing inside a page has no prologue.
    drawn.find("<svg").and_then(|start| drawn.get(start..)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_drawn_and_a_novel_is_not() {
        assert!(qr("akabeko://enrol?code=K7QM-2XPA").starts_with("<svg"));
        assert_eq!(qr(&"x".repeat(8000)), "");
    }
}
