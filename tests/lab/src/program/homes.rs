//! All homes at once: whatever address is asked, the answer comes from there.

use std::thread;
use std::time::Duration;

use akabeko_lab::{answer, greeting};
use anyhow::{Context, Result};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

use super::wire::Wire;
use super::{tcp, udp};

/// Between two signs of life on the wire.
const HEARTBEAT: Duration = Duration::from_millis(250);

/// Listens on every port of every address, and answers until the program is ended.
pub(super) fn play(interface: &str) -> Result<()> {
    open_many_files().context("let many connections be open")?;
    let wire = Wire::to_send(interface)?;
    thread::spawn(move || keep_alive(&wire));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("start")?;
    runtime.block_on(async {
        for port in answer::PORTS {
            udp::open(port).with_context(|| format!("open udp/{port}"))?;
        }
        for port in greeting::PORTS {
            tcp::open(port).with_context(|| format!("open tcp/{port}"))?;
        }
        println!("ready");
        std::future::pending().await
    })
}

fn open_many_files() -> Result<()> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    Ok(setrlimit(Resource::RLIMIT_NOFILE, most, most)?)
}

/// A wire is never silent, and masscan 1.3 waits for ever on one that is: a frame that means nothing, of the type for
/// local experiments.
fn keep_alive(wire: &Wire) -> Result<()> {
    let mut frame = [0; 60];
    frame[..6].fill(0xff);
    frame[6..12].copy_from_slice(&wire.address);
    frame[12..14].copy_from_slice(&[0x88, 0xb5]);
    loop {
        wire.send(&frame)?;
        thread::sleep(HEARTBEAT);
    }
}
