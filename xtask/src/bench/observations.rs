//! A month of observations that is the same each time: agents × days × ports, a few of them open for a while.

use std::fmt::Write;

/// The number of observations.
pub(crate) const ROWS: u64 = AGENTS * DAYS * PORTS.len() as u64;
/// The first day.
pub(crate) const FROM: &str = "2026-04-01";
/// The last day.
pub(crate) const UNTIL: &str = "2026-04-30";

const AGENTS: u64 = 250;
const DAYS: u64 = 30;
const PORTS: [(&str, u16); 20] = [
    ("tcp", 21),
    ("tcp", 22),
    ("tcp", 23),
    ("tcp", 53),
    ("tcp", 80),
    ("tcp", 81),
    ("tcp", 443),
    ("tcp", 445),
    ("tcp", 2323),
    ("tcp", 5000),
    ("tcp", 8080),
    ("tcp", 49152),
    ("tcp", 52869),
    ("udp", 19),
    ("udp", 53),
    ("udp", 123),
    ("udp", 1900),
    ("udp", 5351),
    ("udp", 5353),
    ("udp", 11211),
];

/// The file, as `select` reads it.
pub(crate) fn file() -> String {
    let mut file = String::from("agent,observed_at,protocol,port,state\n");
    for day in 0..DAYS {
        for agent in 0..AGENTS {
            for (index, (protocol, port)) in (0..).zip(PORTS) {
                let (at, state) = (time(day, agent), state(agent, index, day, protocol));
                // Writing to a text in memory cannot fail.
                let _ = writeln!(file, "{},{at},{protocol},{port},{state}", id(agent));
            }
        }
    }
    file
}

/// An agent's id, a UUID of version 7.
fn id(agent: u64) -> String {
    format!("019d4700-0000-7000-8000-{agent:012x}")
}

/// A moment of the day in UTC, another for each agent.
fn time(day: u64, agent: u64) -> String {
    let minute = mixed(agent) % 1440;
    format!("2026-04-{:02}T{:02}:{:02}:00Z", day + 1, minute / 60, minute % 60)
}

/// One port of eight is open, from a day of its own for a length of its own.
fn state(agent: u64, index: u64, day: u64, protocol: &str) -> &'static str {
    let chance = mixed(agent * PORTS.len() as u64 + index);
    let (first, length) = (chance / 8 % DAYS, chance / 256 % 20);
    if chance.is_multiple_of(8) && (first..first + length).contains(&day) {
        "open"
    } else if protocol == "udp" {
        "open|filtered"
    } else {
        "closed"
    }
}

/// Spreads numbers that lie close together over the whole range (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_the_promised_rows_and_is_the_same_each_time() {
        let file = file();
        assert_eq!(file.lines().count(), 150_001);
        assert_eq!(ROWS, 150_000);
        assert_eq!(file, super::file());
    }

    #[test]
    fn some_ports_are_open_and_most_are_not() {
        let open = file().lines().filter(|line| line.ends_with(",open")).count();
        assert!((1_500..15_000).contains(&open), "{open}");
    }
}
