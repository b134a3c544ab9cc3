//! `akabeko-lab`: what runs at either end of the link of a lab, and nowhere else.
#![expect(clippy::print_stdout, reason = "what a measurement found is its result")]
#![expect(clippy::print_stderr, reason = "an error is told to whoever started the program")]

#[cfg(target_os = "linux")]
mod program;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    match program::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("failed to {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    println!("a lab is made of network namespaces, which only Linux has");
    eprintln!("failed to start: this system has none");
    ExitCode::FAILURE
}
