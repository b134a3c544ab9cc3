//! Whether telling people worked: the tables and figures of section 4 of the paper, computed from a dataset.
//!
//! Tables 4 and 5, figure 8, the funnel and the campaigns in figure 9 are about notices of the arm `notify` that
//! were sent. Whoever was selected and not told is the natural group (see `cohort`). Rates are fractions,
//! intervals Wilson 95 %.

use jiff::civil::Date;
use serde::Serialize;

pub mod aggregate;
mod balance;
mod cohort;
mod contrast;
pub mod dataset;
mod effect;
mod funnel;
mod hazards;
mod history;
mod improvement;
pub mod interval;
pub mod pseudonyms;
pub mod public;
pub mod row;
mod states;
mod study;
mod survey;
pub mod survival;
mod tables;
#[cfg(test)]
mod tests;
mod times;
mod variants;
mod visits;

pub use balance::Balance;
pub use dataset::Dataset;
pub use effect::{Effect, Hazard, Visiting};
pub use funnel::FunnelRow;
pub use improvement::Figure9;
pub use row::Row;
pub use states::State;
pub use survey::{Situation, Table5};
pub use survival::SurvivalRow;
pub use tables::{Table2, Table3, Table4, Totals};
pub use times::Time;
pub use variants::{VariantEffect, VariantHazard};
pub use visits::Figure8;

use study::Study;

/// Computes everything that section 4 reports, and what goes past it.
pub fn evaluate(dataset: &Dataset, options: &Options) -> Evaluation {
    let study = Study::of(dataset);
    let (effects, hazards) = effect::effects(&study);
    let (variants, variant_hazards) = variants::variants(&study);
    Evaluation {
        table2: tables::exposed(&study, options),
        table3: tables::campaigns(&study),
        table4: tables::notified(&study),
        table5: survey::answers(&study),
        figure8: visits::visitors(&study),
        figure9: improvement::rates(&study),
        survival: survival::curves(&study),
        funnel: funnel::funnel(&study),
        totals: tables::totals(&study, options),
        effects,
        hazards,
        survival_midpoint: survival::midpoint_curves(&study),
        states: states::states(&study),
        visiting: effect::visiting(&study),
        times: times::times(&study),
        balance: balance::balance(&study),
        variants,
        variant_hazards,
    }
}

/// What a caller may narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The first day of table 2; without it, the first of the data.
    pub from: Option<Date>,
    /// The last day of table 2, inclusive; without it, the last of the data.
    pub until: Option<Date>,
}

/// All tables and figures, each a list of flat rows; one object of totals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// Agents with a port open at least once, per port.
    pub table2: Vec<Table2>,
    /// The campaigns.
    pub table3: Vec<Table3>,
    /// Notices per campaign and set of ports.
    pub table4: Vec<Table4>,
    /// What people answered, and how many of them improved.
    pub table5: Vec<Table5>,
    /// First visits against days since sending.
    pub figure8: Vec<Figure8>,
    /// Improvement rates against weeks.
    pub figure9: Vec<Figure9>,
    /// Time to the first visit and to full closure (Kaplan–Meier).
    pub survival: Vec<SurvivalRow>,
    /// How far notices came.
    pub funnel: Vec<FunnelRow>,
    /// The sums, and how the rules were read.
    pub totals: Totals,
    /// The notified against their controls: differences of improvement rates.
    pub effects: Vec<Effect>,
    /// The same over time: log-rank tests and hazard ratios.
    pub hazards: Vec<Hazard>,
    /// Time to closure with the middle of the gap between scans, to be held against `survival`.
    pub survival_midpoint: Vec<SurvivalRow>,
    /// Closed, open and unobserved, week by week.
    pub states: Vec<State>,
    /// Improvement by whether the page was seen.
    pub visiting: Vec<Visiting>,
    /// How long the stages took.
    pub times: Vec<Time>,
    /// Whether the arms have the sizes that were drawn.
    pub balance: Vec<Balance>,
    /// Wordings of the message against each other, where a campaign compares them: differences of shares.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<VariantEffect>,
    /// The same over time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variant_hazards: Vec<VariantHazard>,
}
