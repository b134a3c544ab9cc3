//! Looks at every probe that arrives at the far end, before any of it is lost.

use std::io::{Read, stdin};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use akabeko_lab::frame::probed;
use akabeko_lab::peak::Peaks;
use anyhow::{Context, Result};

use super::wire::Wire;

/// As much of a frame as has to be read.
const START: usize = 64;

/// Watches until standard input ends, then prints the median and the highest peak of all targets.
pub(super) fn watch(interface: &str) -> Result<()> {
    let wire = Wire::to_see(interface)?;
    let peaks = Arc::new(Mutex::new(Peaks::default()));
    let seen = Arc::clone(&peaks);
    // The thread ends with the program.
    thread::spawn(move || note(&wire, &seen));
    stdin().read_to_end(&mut Vec::new()).context("wait for the end")?;
    let peaks = peaks.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{} {}", peaks.median(), peaks.highest());
    Ok(())
}

fn note(wire: &Wire, peaks: &Mutex<Peaks>) -> Result<()> {
    let (start, mut buffer) = (Instant::now(), [0; START]);
    loop {
        let frame = wire.receive(&mut buffer)?;
        if let Some(target) = probed(frame).filter(|target| target.octets()[..2] != [10, 99]) {
            peaks.lock().unwrap_or_else(PoisonError::into_inner).see(target, start.elapsed());
        }
    }
}
