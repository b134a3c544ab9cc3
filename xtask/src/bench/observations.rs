//! A month of observations that is the same each time: agents × days × ports, a few of them open for a while.

use std::io::{self, Write};

/// The number of days.
pub(crate) const DAYS: u64 = 31;
/// The first day.
pub(crate) const FROM: &str = "2026-05-01";
/// The last day.
pub(crate) const UNTIL: &str = "2026-05-31";

const PORTS: [(&str, u16); 23] = [
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
    ("tcp", 5431),
    ("tcp", 8080),
    ("tcp", 23231),
    ("tcp", 49152),
    ("tcp", 52869),
    ("udp", 19),
    ("udp", 53),
    ("udp", 123),
    ("udp", 1900),
    ("udp", 5350),
    ("udp", 5351),
    ("udp", 5353),
    ("udp", 11211),
];

/// One port of so many is open for a while: about one agent of twelve has one, as in the paper's table 2.
const ONE_IN: u64 = 276;

/// The observations that scans of so many agents make.
pub(crate) fn all(agents: u64) -> u64 {
    agents * DAYS * PORTS.len() as u64
}

/// Writes those of ports that were open at that agent at least once, as `select` reads them, and says how many: the
/// store gives no others to `select`, since they change no verdict.
pub(crate) fn write(agents: u64, file: &mut impl Write) -> io::Result<u64> {
    let mut rows = 0;
    writeln!(file, "agent,observed_at,protocol,port,state")?;
    for agent in 0..agents {
        for (index, (protocol, port)) in (0..).zip(PORTS) {
            let Some((first, length)) = open(agent, index) else { continue };
            for day in 0..DAYS {
                let state = match ((first..first + length).contains(&day), protocol) {
                    (true, _) => "open",
                    (false, "udp") => "open|filtered",
                    (false, _) => "closed",
                };
                writeln!(file, "{},{},{protocol},{port},{state}", id(agent), time(day, agent))?;
                rows += 1;
            }
        }
    }
    Ok(rows)
}

/// The ports, as a campaign names them.
pub(crate) fn ports() -> impl Iterator<Item = String> {
    PORTS.into_iter().map(|(protocol, port)| format!("{protocol}/{port}"))
}

/// An agent's id, a UUID of version 7.
pub(crate) fn id(agent: u64) -> String {
    format!("019d4700-0000-7000-8000-{agent:012x}")
}

/// A moment of the day in UTC, another for each agent.
fn time(day: u64, agent: u64) -> String {
    let minute = mixed(agent) % 1440;
    format!("2026-05-{:02}T{:02}:{:02}:00Z", day + 1, minute / 60, minute % 60)
}

/// From which day on, and for how many, a port is open; mostly never.
fn open(agent: u64, index: u64) -> Option<(u64, u64)> {
    let chance = mixed(agent * PORTS.len() as u64 + index);
    chance.is_multiple_of(ONE_IN).then_some((chance / ONE_IN % DAYS, 1 + chance / ONE_IN / 64 % 28))
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

    fn file(agents: u64) -> (u64, String) {
        let mut file = Vec::new();
        let rows = write(agents, &mut file).unwrap();
        (rows, String::from_utf8(file).unwrap())
    }

    #[test]
    fn the_file_has_the_promised_rows_and_is_the_same_each_time() {
        let (rows, text) = file(2_000);
        assert_eq!(text.lines().count() as u64, rows + 1);
        assert_eq!((rows, text), file(2_000));
        assert_eq!(all(1_000_000), 713_000_000);
    }

    #[test]
    fn about_one_agent_of_twelve_has_an_open_port() {
        let (rows, text) = file(12_000);
        assert!((900..1_100).contains(&(rows / DAYS)), "{rows}");
        let open = text.lines().filter(|line| line.ends_with(",open")).count() as u64;
        assert!(open > rows / 5 && open < rows * 4 / 5, "{open} of {rows}");
    }
}
