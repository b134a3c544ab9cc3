//! nmap: SYNs and its own payloads for UDP, or the connections of the system.

use akabeko_shared::Protocol;

use super::{Part, Task, door, list, protocol};
use crate::bench::scan::measure::Job;
use crate::bench::scan::score::Door;

/// TCP, then UDP, as raw packets.
pub(super) fn both(task: &Task<'_>) -> Vec<Vec<Part>> {
    let tcp = part(task, "-sS", "T:", Protocol::Tcp, &["--defeat-rst-ratelimit"]);
    let udp = part(task, "-sU", "U:", Protocol::Udp, &["--defeat-icmp-ratelimit"]);
    vec![vec![tcp], vec![udp]]
}

/// TCP by connections.
pub(super) fn connect(task: &Task<'_>) -> Vec<Vec<Part>> {
    vec![vec![part(task, "-sT", "T:", Protocol::Tcp, &[])]]
}

fn part(task: &Task<'_>, kind: &str, before: &str, protocol: Protocol, more: &[&str]) -> Part {
    let output = task.folder.join(format!("nmap{kind}.txt"));
    let mut command = task.lab.near("nmap");
    command.args(["-n", "-Pn", kind, "-p", &format!("{before}{}", list("", protocol)), "--open"]).args(more);
    command.args(["--max-retries", "2", "--min-hostgroup", "4096", "--max-hostgroup", "4096"]);
    command.args(["--initial-rtt-timeout", "200ms", "--max-rtt-timeout", "300ms"]);
    let bound = if task.per_target.is_some() { "--max-rate" } else { "--min-rate" };
    command.args([bound, &task.rate(50_000).to_string()]);
    command.arg("-iL").arg(task.targets()).arg("-oG").arg(&output);
    Part { job: Job::of(command), output, read: Box::new(read) }
}

/// `Host: 10.64.0.9 ()`, a tab, `Ports: 22/open/tcp//ssh///, 80/open/tcp//http///`, and more after another tab.
fn read(text: &str) -> Vec<Door> {
    text.lines().filter_map(of_host).flatten().collect()
}

fn of_host(line: &str) -> Option<Vec<Door>> {
    let (address, rest) = line.strip_prefix("Host: ")?.split_once(' ')?;
    let (_, ports) = rest.split_once("Ports: ")?;
    let open = ports.split('\t').next()?.split(", ").filter_map(|port| {
        let mut words = port.split('/');
        let (number, state, kind) = (words.next()?, words.next()?, words.next()?);
        (state == "open").then(|| door(address, protocol(kind)?, number))?
    });
    Some(open.collect())
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Port;

    use super::*;

    #[test]
    fn open_ports_are_read_and_those_that_may_be_are_not() {
        let text = "# Nmap 7.93\nHost: 10.64.0.9 ()\tStatus: Up\n\
            Host: 10.64.0.9 ()\tPorts: 53/open/udp//domain///, 19/open|filtered/udp//chargen///, 22/open/tcp//ssh///\tIgnored State: x\n";
        let home = "10.64.0.9".parse().unwrap();
        assert_eq!(read(text), [(home, Port::udp(53)), (home, Port::tcp(22))]);
    }
}
