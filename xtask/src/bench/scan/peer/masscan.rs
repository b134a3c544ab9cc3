//! masscan: everything in one process, with one retry.

use akabeko_shared::Protocol;

use super::{Part, Task, door, list, protocol};
use crate::bench::scan::lab::{FAR_HARDWARE, NEAR, NEAR_ADDRESS, NEAR_HARDWARE};
use crate::bench::scan::measure::Job;
use crate::bench::scan::score::Door;

/// From this many homes on its higher rate costs it no recall.
const MANY: u32 = 10_000;

/// All ports at once.
pub(super) fn all(task: &Task<'_>) -> Vec<Vec<Part>> {
    let output = task.folder.join("masscan.txt");
    let ports = format!("-p{},{}", list("", Protocol::Tcp), list("U:", Protocol::Udp));
    let rate = task.rate(if task.homes < MANY { 50_000 } else { 100_000 });
    let mut command = task.lab.near("masscan");
    command.args([&ports, "--rate", &rate.to_string(), "--retries", "1", "--wait", "3"]);
    command.args(["--adapter", NEAR, "--adapter-ip", NEAR_ADDRESS]);
    command.args(["--adapter-mac", NEAR_HARDWARE, "--router-mac", FAR_HARDWARE]);
    command.arg("-iL").arg(task.targets()).arg("-oL").arg(&output);
    vec![vec![Part { job: Job::of(command), output, read: Box::new(read) }]]
}

/// `open tcp 80 10.64.0.9 1767225600`.
fn read(text: &str) -> Vec<Door> {
    let of_line = |line: &str| {
        let mut words = line.strip_prefix("open ")?.split(' ');
        let (kind, number, address) = (words.next()?, words.next()?, words.next()?);
        door(address, protocol(kind)?, number)
    };
    text.lines().filter_map(of_line).collect()
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Port;

    use super::*;

    #[test]
    fn each_line_is_a_door() {
        let text = "#masscan\nopen tcp 80 10.64.0.9 1767225600\nopen udp 53 10.64.0.9 1767225600\n# end\n";
        let home = "10.64.0.9".parse().unwrap();
        assert_eq!(read(text), [(home, Port::tcp(80)), (home, Port::udp(53))]);
    }
}
