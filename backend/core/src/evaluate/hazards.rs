//! A row that compares how soon something happens on two sides: what is compared, then the same numbers in every table.

/// Declares such a row. Its first columns say what is compared; `of` takes them in their order, and the subjects.
macro_rules! hazard_row {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $column:ident: $type:ty),+ $(,)? }) => {
        $crate::evaluate::row::row! {
            $(#[$doc])*
            $name {
                $($(#[$about])* $column: $type,)+
                /// Lifetimes of the first side.
                users: usize,
                /// Those of them that ended with the event within five weeks.
                events: usize,
                /// Lifetimes of the controls.
                control_users: usize,
                /// Those of them that ended with the event.
                control_events: usize,
                /// χ² of the stratified log-rank test; none without events.
                log_rank: Option<f64>,
                /// Its p.
                log_rank_p: Option<f64>,
                /// The hazard ratio (Cox, Efron's ties, the same strata); none where it is not finite.
                ratio: Option<f64>,
                /// The lower end of its 95 % interval, robust by agent.
                low: Option<f64>,
                /// The upper end.
                high: Option<f64>,
                /// The two-sided p of no difference, robust by agent.
                p: Option<f64>,
            }
        }

        impl $name {
            pub(in $crate::evaluate) fn of(
                ($($column),+): ($($type),+),
                subjects: &[$crate::statistics::log_rank::Subject],
            ) -> Self {
                use $crate::statistics::cox::{HazardRatio, hazard_ratio};
                let side = |treated: bool| subjects.iter().filter(move |subject| subject.treated == treated);
                let events = |treated: bool| side(treated).filter(|subject| subject.lifetime.event).count();
                let test = $crate::statistics::log_rank::log_rank(subjects);
                let fit = hazard_ratio(subjects);
                let (low, high) = fit.map(|fit| fit.interval()).unzip();
                Self {
                    $($column,)+
                    users: side(true).count(),
                    events: events(true),
                    control_users: side(false).count(),
                    control_events: events(false),
                    log_rank: test.map(|test| test.chi_square),
                    log_rank_p: test.map(|test| test.p),
                    ratio: fit.as_ref().map(HazardRatio::ratio),
                    low,
                    high,
                    p: fit.as_ref().map(HazardRatio::p),
                }
            }
        }
    };
}
pub(super) use hazard_row;
