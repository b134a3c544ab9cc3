//! The phone's screens in a window of a desktop: for trying them out, and for tests.

use std::path::PathBuf;
use std::process::ExitCode;

use akabeko_mobile::Start;
use akabeko_shared::Language;
use clap::Parser;

/// Shows the phone's screens on this computer.
#[derive(Parser)]
#[command(name = "akabeko-phone", version)]
struct Arguments {
    /// The link of an invitation, `akabeko://enrol?…`.
    #[arg(value_name = "LINK")]
    link: Option<String>,
    /// Where to remember who this is.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The language, ja or en [default: the system's].
    #[arg(long)]
    language: Option<Language>,
}

fn main() -> ExitCode {
    let Arguments { link, data, language } = Arguments::parse();
    match akabeko_mobile::run_with(Start { data: Some(data), link, language }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("failed to {error:#}");
            ExitCode::FAILURE
        }
    }
}
