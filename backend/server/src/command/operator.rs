//! `operator`: campaigns from their file to their notices, verdicts on web ports, requests for support, reports
//! for other tools, what holds scans back, and who works at the console.

mod audit;
mod campaign;
mod case;
mod notice;
mod opt_out;
mod report;
mod scan;
mod user;
mod web;

use std::io::Write;

use clap::Subcommand;

/// What an operator does.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::Task),
    /// Campaigns.
    #[command(subcommand)]
    Campaign(campaign::Task),
    /// Requests for support.
    #[command(subcommand)]
    Case(case::Task),
    /// The addresses of pages.
    #[command(subcommand)]
    Notice(notice::Task),
    /// Ranges that are left alone.
    #[command(subcommand)]
    OptOut(opt_out::Task),
    /// Daily reports in Shadowserver's format, out and in.
    #[command(subcommand)]
    Report(report::Task),
    /// Halting all scans, and how rounds of them went.
    #[command(subcommand)]
    Scan(scan::Task),
    /// Who works at the console.
    #[command(subcommand)]
    User(user::Task),
    /// Web ports that wait for a verdict: meant for the public, or not.
    #[command(subcommand)]
    Web(web::Task),
}

/// Does it.
pub async fn run(task: Task, out: &mut impl Write) -> anyhow::Result<()> {
    match task {
        Task::Audit(task) => audit::run(task, out).await,
        Task::Campaign(task) => campaign::run(task, out).await,
        Task::Case(task) => case::run(task, out).await,
        Task::Notice(task) => notice::run(task, out).await,
        Task::OptOut(task) => opt_out::run(task, out).await,
        Task::Report(task) => report::run(task, out).await,
        Task::Scan(task) => scan::run(task, out).await,
        Task::User(task) => user::run(task, out).await,
        Task::Web(task) => web::run(task, out).await,
    }
}
