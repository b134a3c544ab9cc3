//! Which cells are left out of what everybody may read: counts of a few people, and rates of small groups.
//!
//! A count from 1 to 4 is hidden, and one that leaves 1 to 4 of its group. Rates, intervals and p of a row are hidden
//! with any of its counts, and where a group has fewer than 10. Sums of a table are not withheld because of this, so
//! that a single hidden cell may follow from them; give such a table away without its totals.

const FEWEST: f64 = 5.0;
const SMALLEST_GROUP: f64 = 10.0;

/// Counts of people or notices, each with the column of the group that it is a part of.
const COUNTS: [(&str, &str); 23] = [
    ("agents", ""),
    ("notices", ""),
    ("visitors", "notified"),
    ("notified", ""),
    ("answers", ""),
    ("improved", "users"),
    ("users", ""),
    ("control_improved", "control_users"),
    ("reached", "users"),
    ("control_reached", "control_users"),
    ("control_users", ""),
    ("at_risk", ""),
    ("events", "users"),
    ("control_events", "control_users"),
    ("answered", ""),
    ("cases", ""),
    ("closed", "users"),
    ("open", "users"),
    ("partly", "users"),
    ("unobserved", "users"),
    ("ever_closed", "users"),
    ("reopened", "users"),
    ("expected", ""),
];

/// What follows from counts.
const DERIVED: [&str; 16] = [
    "rate",
    "low",
    "high",
    "difference",
    "p",
    "p_holm",
    "ratio",
    "log_rank",
    "log_rank_p",
    "survival",
    "worst",
    "best",
    "quarter",
    "median",
    "three_quarters",
    "chi_square",
];

/// Which cells of a row are hidden, column by column; `number` gives the number in a column, if it is one.
pub fn hidden(columns: &[&str], number: impl Fn(&str) -> Option<f64>) -> Vec<bool> {
    let is_few = |count: f64| count > 0.0 && count < FEWEST;
    let group = |column: &str| COUNTS.iter().find(|(count, _)| *count == column).map(|(_, group)| *group);
    let is_hidden = |column: &str| {
        let (Some(group), Some(count)) = (group(column), number(column)) else { return false };
        is_few(count) || number(group).is_some_and(|all| is_few(all - count))
    };
    let is_small = ["users", "control_users", "notified", "at_risk"]
        .into_iter()
        .any(|group| number(group).is_some_and(|count| count < SMALLEST_GROUP));
    let any = is_small || columns.iter().any(|column| is_hidden(column));
    columns.iter().map(|column| is_hidden(column) || any && DERIVED.contains(column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(row: &[(&str, f64)]) -> Vec<bool> {
        let columns: Vec<&str> = row.iter().map(|(column, _)| *column).collect();
        let number =
            |wanted: &str| row.iter().find(|(column, _)| *column == wanted).map(|(_, number)| *number);
        hidden(&columns, number).into_iter().map(|hidden| !hidden).collect()
    }

    #[test]
    fn few_people_and_what_follows_from_them_are_hidden() {
        let rate = |improved: f64, users: f64| {
            shown(&[("improved", improved), ("users", users), ("rate", improved / users)])
        };
        assert_eq!(rate(8.0, 32.0), [true, true, true]);
        assert_eq!(rate(3.0, 32.0), [false, true, false]);
        assert_eq!(rate(29.0, 32.0), [false, true, false], "three who are not improved are as few");
        assert_eq!(rate(0.0, 32.0), [true, true, true]);
        assert_eq!(rate(0.0, 8.0), [true, true, false], "a rate of eight says too much");
        assert_eq!(rate(4.0, 4.0), [false, false, false]);
        assert_eq!(shown(&[("port", 23.0), ("agents", 4.0), ("week", 3.0)]), [true, false, true]);
    }
}
