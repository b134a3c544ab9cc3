//! RustScan: connections of the system in batches, then UDP.

use akabeko_shared::Protocol;

use super::{Part, Task, door, list};
use crate::bench::scan::measure::Job;
use crate::bench::scan::score::Door;

/// Sockets at once, and how long each waits: more of them run into the limit of open files.
const BATCH: u32 = 15_000;
const TIMEOUT_MS: u32 = 1_000;

/// TCP, then UDP.
pub(super) fn both(task: &Task<'_>) -> Vec<Vec<Part>> {
    vec![vec![part(task, Protocol::Tcp)], vec![part(task, Protocol::Udp)]]
}

fn part(task: &Task<'_>, protocol: Protocol) -> Part {
    let output = task.folder.join(format!("rustscan-{protocol}.txt"));
    // It knows no rate: a batch waits for its slowest, so this many begin within a timeout.
    let batch = task.rate(BATCH).min(BATCH);
    let mut command = task.lab.near("rustscan");
    command.args(["-n", "-g", "--no-banner", "--scripts", "none", "-p", &list("", protocol)]);
    command.args(["-b", &batch.to_string(), "-t", &TIMEOUT_MS.to_string(), "--tries", "1"]);
    command.arg("-a").arg(task.targets());
    if protocol == Protocol::Udp {
        command.arg("--udp");
    }
    let job = Job { command, output: Some(output.clone()) };
    Part { job, output, read: Box::new(move |text| read(text, protocol)) }
}

/// `10.64.0.9 -> [22,80]`.
fn read(text: &str, protocol: Protocol) -> Vec<Door> {
    let of_line = |line: &str| {
        let (address, ports) = line.split_once(" -> [")?;
        let numbers = ports.trim_end().trim_end_matches(']').split(',');
        Some(numbers.filter_map(|number| door(address, protocol, number)).collect::<Vec<_>>())
    };
    text.lines().filter_map(of_line).flatten().collect()
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Port;

    use super::*;

    #[test]
    fn each_line_is_a_home() {
        let home = "10.64.0.9".parse().unwrap();
        assert_eq!(
            read("10.64.0.9 -> [22,80]\n", Protocol::Tcp),
            [(home, Port::tcp(22)), (home, Port::tcp(80))]
        );
        assert_eq!(read("nothing\n", Protocol::Udp), []);
    }
}
