//! Every decision of the backend as pure functions; time and chance are arguments.
//!
//! One file for each stage of the loop that decides something: [`schedule`] says who is scanned, [`select`] and
//! [`plan`] who is told and in which arm, [`standing`] whether a notice still wants attention, and [`evaluate`]
//! what it was good for. [`opt_out`], [`budget`] and [`canary`] guard and judge the scans; [`attribution`] says
//! whether a port can be a person's at all, [`whereabouts`] whose a report from elsewhere is, and [`push`] what became of
//! a push.

pub mod advice;
pub mod attribution;
pub mod budget;
pub mod campaign;
pub mod canary;
pub mod evaluate;
pub mod opt_out;
pub mod plan;
pub mod push;
pub mod randomise;
pub mod report;
pub mod schedule;
pub mod select;
pub mod simulate;
pub mod standing;
pub mod statistics;
pub mod whereabouts;
pub mod word;
