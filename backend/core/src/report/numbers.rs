//! Numbers as they are read.

/// A share as a percentage with one digit.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", signed(format!("{:.1}", share * 100.0)))
}

/// A difference of shares in percentage points.
pub(super) fn points(difference: f64) -> String {
    signed(format!("{:.1}", difference * 100.0))
}

/// A number with this many digits after the point.
pub(super) fn decimal(number: f64, digits: usize) -> String {
    signed(format!("{number:.digits$}"))
}

/// A p, never as 0.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

/// With the sign that is as wide as a plus, and none before zero.
fn signed(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        assert_eq!(percent(0.246_37), "24.6 %");
        assert_eq!(percent(-0.000_1), "0.0 %");
        assert_eq!(points(-0.123), "−12.3");
        assert_eq!((p_value(0.000_2), p_value(0.042)), ("< 0.001".to_owned(), "0.042".to_owned()));
    }
}
