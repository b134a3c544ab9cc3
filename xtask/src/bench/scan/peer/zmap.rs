//! zmap: one process for each port, all at once, with two probes each. It has no payloads for most of our ports, so it
//! is given correct ones.

use std::fs;
use std::path::Path;

use akabeko_shared::{PORTS, Port, Protocol};
use anyhow::{Context, Result};

use super::{Part, Task, door};
use crate::bench::scan::lab::{FAR_HARDWARE, NEAR, NEAR_ADDRESS};
use crate::bench::scan::measure::Job;
use crate::bench::scan::score::Door;

/// Source ports of each process, from this number on: zmap takes any datagram on its own for an answer, whoever it
/// is from.
const FIRST_SOURCE: u16 = 20_000;
const SOURCES: u16 = 1_000;

/// All ports at once.
pub(super) fn all(task: &Task<'_>) -> Result<Vec<Vec<Part>>> {
    let processes = (0..).zip(PORTS).map(|(turn, port)| process(task, port, FIRST_SOURCE + SOURCES * turn));
    Ok(vec![processes.collect::<Result<_>>()?])
}

fn process(task: &Task<'_>, port: Port, source: u16) -> Result<Part> {
    let output = task.folder.join(format!("zmap-{}-{}.txt", port.protocol, port.number));
    let rate = task.per_target.map_or(10_000, |_| (task.rate(0) / PORTS.len() as u32).max(1));
    let mut command = task.lab.near("zmap");
    command.args(["-p", &port.number.to_string(), "-r", &rate.to_string(), "-P", "2", "-c", "3", "-T", "1"]);
    command.args(["-i", NEAR, "-S", NEAR_ADDRESS, "-G", FAR_HARDWARE, "-b", "/dev/null", "-q", "-v", "0"]);
    command.args([
        "-s",
        &format!("{source}-{}", source + SOURCES - 1),
        "-O",
        "csv",
        "--output-filter=success=1",
    ]);
    command.arg("-w").arg(task.targets()).arg("-o").arg(&output);
    match port.protocol {
        Protocol::Tcp => command.args(["-f", "saddr"]),
        Protocol::Udp => {
            let payload = payload(task.folder, port.number)?;
            command.args(["-M", "udp", "-f", "saddr,dport", &payload])
        }
    };
    let read = move |text: &str| read(text, port, source);
    Ok(Part { job: Job::of(command), output, read: Box::new(read) })
}

/// An address on each line, with UDP also the port that the answer came to.
fn read(text: &str, port: Port, source: u16) -> Vec<Door> {
    let of_line = |line: &str| {
        let (address, to) = line.split_once(',').unwrap_or((line, ""));
        let is_ours = match port.protocol {
            Protocol::Tcp => true,
            Protocol::Udp => (source..source + SOURCES).contains(&to.trim().parse().ok()?),
        };
        is_ours.then(|| door(address, port.protocol, &port.number.to_string()))?
    };
    text.lines().filter_map(of_line).collect()
}

/// Writes the request of a protocol into a file, and names it to zmap.
fn payload(folder: &Path, number: u16) -> Result<String> {
    let file = folder.join(format!("udp-{number}.bin"));
    fs::write(&file, request(number)).with_context(|| format!("write {}", file.display()))?;
    Ok(format!("--probe-args=file:{}", file.display()))
}

/// A correct request, the same for every home, as zmap has it.
fn request(number: u16) -> &'static [u8] {
    match number {
        53 => b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07version\x04bind\0\0\x10\0\x03",
        123 => b"\xe3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08",
        1900 => b"M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: upnp:rootdevice\r\n\r\n",
        5350 | 5351 => b"\0\0",
        5353 => b"\x12\x34\0\0\0\x01\0\0\0\0\0\0\x09_services\x07_dns-sd\x04_udp\x05local\0\0\x0c\0\x01",
        11211 => b"\x12\x34\0\0\0\x01\0\0version\r\n",
        _ => b"\r\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_home_would_answer_these_requests() {
        for port in PORTS.into_iter().filter(|port| port.protocol == Protocol::Udp) {
            let home = "10.64.0.1".parse().unwrap();
            assert!(akabeko_lab::answer::answer(port.number, request(port.number), home).is_some(), "{port}");
        }
    }

    #[test]
    fn an_answer_to_another_process_is_not_ours() {
        let home = "10.64.0.9".parse().unwrap();
        let text = "saddr,dport\n10.64.0.9,20500\n10.64.0.8,21500\n";
        assert_eq!(read(text, Port::udp(53), 20_000), [(home, Port::udp(53))]);
        assert_eq!(read("saddr\n10.64.0.9\n", Port::tcp(22), 20_000), [(home, Port::tcp(22))]);
    }
}
