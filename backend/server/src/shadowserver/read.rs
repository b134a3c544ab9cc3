//! Reads reports: which port of which address was open when. All else that they say is left alone.

use std::net::IpAddr;
use std::path::Path;

use akabeko_shared::{Port, Protocol};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::report::Report;
use crate::dataset::cell::port_number;
use crate::dataset::table::{BadInput, Row, Table};
use crate::store::Reported;

/// What every file must have.
const COLUMNS: &[&str] = &["timestamp", "ip", "protocol", "port"];

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// What was open of the 23 ports.
    pub open: Vec<Reported>,
    /// How many rows are about other ports.
    pub unwatched: usize,
}

/// Reads one file.
///
/// # Errors
/// With [`BadInput`] inside when its name is no report's, or a line says something wrong; otherwise when it cannot be
/// read.
pub fn read(path: &Path, now: Timestamp) -> anyhow::Result<Read> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    is_report(&name).map_err(|what| BadInput { path: path.to_owned(), line: 1, what })?;
    let rows = Table::open(path, COLUMNS)?.and_others().rows(|row| reported(row, now))?;
    let all = rows.len();
    let open: Vec<Reported> = rows.into_iter().filter(|reported| reported.port.is_watched()).collect();
    Ok(Read { unwatched: all - open.len(), open })
}

/// Whether a name is `%Y-%m-%d-<report>-<suffix>.csv` with a report about our ports.
fn is_report(name: &str) -> Result<(), String> {
    let expected =
        || format!("{name:?} is no name of a report: expected such as 2026-11-27-scan_telnet-asn.csv");
    let (day, rest) = name.split_at_checked("2026-11-27".len()).ok_or_else(expected)?;
    let rest = rest.strip_prefix('-').and_then(|rest| rest.strip_suffix(".csv")).ok_or_else(expected)?;
    let (report, _) = rest.split_once('-').filter(|(_, suffix)| !suffix.is_empty()).ok_or_else(expected)?;
    day.parse::<Date>().map_err(|_| expected())?;
    let known = || Report::names().collect::<Vec<_>>().join(" ");
    Report::named(report).map(|_| ()).ok_or_else(|| {
        format!("{report:?} is no report about the ports that are scanned here: expected one of {}", known())
    })
}

fn reported(row: &Row<'_>, now: Timestamp) -> Result<Reported, String> {
    Ok(Reported {
        at: row.cell("timestamp", |text| time(text, now))?,
        address: row.cell("ip", address)?,
        port: Port { protocol: row.cell("protocol", protocol)?, number: row.cell("port", port_number)? },
    })
}

/// A time of UTC, as Shadowserver writes it.
fn time(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    let wrong = || format!("{text:?} is not a time of UTC: expected such as 2026-11-27 09:00:00");
    let plain = text.len() == "2026-11-27 09:00:00".len() && text.is_ascii() && text.as_bytes()[10] == b' ';
    let civil: DateTime = if plain { text.parse().map_err(|_| wrong())? } else { return Err(wrong()) };
    let at = TimeZone::UTC.to_timestamp(civil).map_err(|_| wrong())?;
    if at > now { Err(format!("{text:?} is in the future")) } else { Ok(at) }
}

fn address(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is not an address"))
}

fn protocol(text: &str) -> Result<Protocol, String> {
    text.parse().map_err(|_| format!("{text:?} is not a protocol: expected tcp or udp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, text: &str) -> Result<Read, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let found = read(&path, "2026-11-28T00:00:00Z".parse().unwrap());
        found.map_err(|error| error.to_string().split('/').next_back().unwrap_or_default().to_owned())
    }

    const NAME: &str = "2026-11-27-scan_telnet-example.csv";
    const HEAD: &str = "\"timestamp\",\"ip\",\"protocol\",\"port\",\"hostname\",\"tag\",\"asn\",\"banner\"\n";

    #[test]
    fn what_a_report_says_of_our_ports_is_taken() {
        let rows = "\"2026-11-27 12:27:34\",\"192.0.2.7\",\"tcp\",23,\"h.example\",\"telnet\",64500,\"a|b\"\n\
                    \"2026-11-27 12:27:40\",\"192.0.2.7\",\"tcp\",5678,,\"telnet-alt\",64500,\n";
        let read = said(NAME, &format!("{HEAD}{rows}")).unwrap();
        assert_eq!((read.open.len(), read.unwatched), (1, 1));
        let expected = Reported {
            at: "2026-11-27T12:27:34Z".parse().unwrap(),
            address: "192.0.2.7".parse().unwrap(),
            port: Port::tcp(23),
        };
        assert_eq!(read.open, [expected]);
    }

    #[test]
    fn whatever_is_wrong_is_said_with_its_line() {
        let good = "2026-11-27 12:27:34,192.0.2.7,tcp,23,,,,\n";
        let line = |bad: &str| said(NAME, &format!("{HEAD}{good}{bad}\n")).unwrap_err();
        let table = [
            (
                "2026-11-27T12:27:34Z,192.0.2.7,tcp,23,,,,",
                ":3: timestamp: \"2026-11-27T12:27:34Z\" is not a time",
            ),
            (
                "2026-11-28 12:27:34,192.0.2.7,tcp,23,,,,",
                ":3: timestamp: \"2026-11-28 12:27:34\" is in the future",
            ),
            ("2026-11-27 12:27:34,home,tcp,23,,,,", ":3: ip: \"home\" is not an address"),
            ("2026-11-27 12:27:34,192.0.2.7,sctp,23,,,,", ":3: protocol: \"sctp\" is not a protocol"),
            ("2026-11-27 12:27:34,192.0.2.7,tcp,0,,,,", ":3: port: \"0\" is not a port"),
            ("2026-11-27 12:27:34,192.0.2.7,tcp", ":3: expected 8 cells, found 3"),
        ];
        for (bad, expected) in table {
            let found = line(bad);
            assert!(found.contains(expected), "{bad}: {found}");
        }
        let missing = said(NAME, "timestamp,ip,port\n").unwrap_err();
        assert!(missing.contains(":1: column \"protocol\" is missing"), "{missing}");
    }

    #[test]
    fn a_file_says_by_its_name_what_it_is() {
        for name in ["2026-11-27-scan6_telnet-x.csv", "2026-11-27-scan_dns-123-sample-asn.csv"] {
            assert_eq!(said(name, HEAD), Ok(Read::default()), "{name}");
        }
        for (name, what) in [
            ("telnet.csv", "is no name of a report"),
            ("2026-13-27-scan_telnet-x.csv", "is no name of a report"),
            ("2026-11-27-scan_telnet.csv", "is no name of a report"),
            ("2026-11-27-scan_rdp-x.csv", "\"scan_rdp\" is no report about the ports"),
        ] {
            let found = said(name, HEAD).unwrap_err();
            assert!(found.contains(what), "{name}: {found}");
        }
    }
}
