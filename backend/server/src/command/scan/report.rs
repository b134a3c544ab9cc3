//! The records of a scan on paper: for programs one by one, for people as a table at the end.

use std::collections::BTreeSet;
use std::io::{self, Write};

use akabeko_scanner::Record;
use akabeko_scanner::evidence::visible;
use akabeko_scanner::identify::Packs;
use akabeko_shared::{PortState, Service};
use anyhow::Context;
use serde::Serialize;

use super::Format;
use super::reading::Reading;
use crate::dataset::guard::guarded;

/// How much of the evidence a table shows, in characters.
const GLIMPSE: usize = 80;

/// A report that is being written.
pub(super) enum Report<'a, W: Write> {
    Jsonl(&'a mut W),
    JsonlWithFacts(&'a mut W, Packs),
    Csv(Box<csv::Writer<&'a mut W>>),
    Table(&'a mut W, Packs, Vec<Record>),
}

impl<'a, W: Write> Report<'a, W> {
    pub(super) fn begin(
        format: Format,
        with_facts: bool,
        packs: Packs,
        out: &'a mut W,
    ) -> anyhow::Result<Self> {
        Ok(match format {
            Format::Jsonl if with_facts => Self::JsonlWithFacts(out, packs),
            Format::Jsonl => Self::Jsonl(out),
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
                writer
                    .write_record(["target", "protocol", "port", "state", "at", "evidence"])
                    .context("failed to write the header")?;
                Self::Csv(Box::new(writer))
            }
            Format::Table => Self::Table(out, packs, Vec::new()),
        })
    }

    pub(super) fn add(&mut self, record: Record) -> anyhow::Result<()> {
        match self {
            Self::Jsonl(out) => write_line(out, &Row::of(&record)),
            Self::JsonlWithFacts(out, packs) => {
                write_line(out, &Line { row: Row::of(&record), reading: Reading::of(&record, packs) })
            }
            Self::Csv(writer) => {
                writer.serialize(Row::of(&record).harmless()).context("failed to write a record")
            }
            Self::Table(_, _, records) => {
                records.push(record);
                Ok(())
            }
        }
    }

    pub(super) fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Jsonl(out) | Self::JsonlWithFacts(out, _) => out.flush(),
            Self::Csv(mut writer) => writer.flush(),
            Self::Table(out, packs, records) => table(out, &packs, records).and_then(|()| out.flush()),
        }
        .context("failed to write the records")
    }
}

fn write_line(out: &mut impl Write, record: &impl Serialize) -> anyhow::Result<()> {
    let line = serde_json::to_string(record).context("failed to write a record")?;
    writeln!(out, "{line}").context("failed to write a record")
}

/// A record as programs read it.
#[derive(Serialize)]
struct Row {
    target: String,
    protocol: String,
    port: u16,
    state: PortState,
    at: String,
    evidence: Option<String>,
}

/// A record as a line of JSON: with what its evidence tells.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    row: Row,
    #[serde(flatten)]
    reading: Reading,
}

impl Row {
    fn of(record: &Record) -> Self {
        Self {
            target: record.target.to_string(),
            protocol: record.port.protocol.to_string(),
            port: record.port.number,
            state: record.state,
            at: record.at.to_string(),
            evidence: record.evidence.as_deref().map(visible),
        }
    }

    /// Keeps a spreadsheet from taking what a device said for a formula.
    fn harmless(mut self) -> Self {
        self.evidence = self.evidence.map(|text| guarded(&text).into_owned());
        self
    }
}

fn table(out: &mut impl Write, packs: &Packs, mut records: Vec<Record>) -> io::Result<()> {
    // What is open stands first, where nobody overlooks it.
    records.sort_by_key(|record| (record.state != PortState::Open, record.target, record.port));
    if !records.is_empty() {
        lines(out, packs, &records)?;
        writeln!(out)?;
    }
    summary(out, &records)
}

fn lines(out: &mut impl Write, packs: &Packs, records: &[Record]) -> io::Result<()> {
    let width = records.iter().map(|record| record.target.to_string().len()).max().unwrap_or_default().max(6);
    writeln!(out, "{:width$}  {:9}  {:13}  {:9}  EVIDENCE", "TARGET", "PORT", "STATE", "SERVICE")?;
    for record in records {
        let service = record.port.service().map_or("", Service::name);
        let (target, state) = (record.target.to_string(), word(record.state));
        let line = format!(
            "{target:width$}  {:9}  {state:13}  {service:9}  {}",
            record.port,
            glimpse(packs, record)
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The state as a table shows it: an open port stands out without any colour.
fn word(state: PortState) -> &'static str {
    match state {
        PortState::Open => "OPEN",
        PortState::Closed => "closed",
        PortState::Filtered => "filtered",
        PortState::OpenFiltered => "open|filtered",
    }
}

fn glimpse(packs: &Packs, record: &Record) -> String {
    let text = Reading::of(record, packs).words(record);
    match text.char_indices().nth(GLIMPSE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn summary(out: &mut impl Write, records: &[Record]) -> io::Result<()> {
    let targets: BTreeSet<_> = records.iter().map(|record| record.target).collect();
    let count = |state| records.iter().filter(|record| record.state == state).count();
    writeln!(
        out,
        "{} probes of {} targets: {} open, {} closed, {} filtered, {} open|filtered",
        records.len(),
        targets.len(),
        count(PortState::Open),
        count(PortState::Closed),
        count(PortState::Filtered),
        count(PortState::OpenFiltered),
    )
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Port;
    use jiff::Timestamp;

    use super::*;
    use crate::hostile::payloads;

    #[test]
    fn what_hostile_devices_say_moves_no_cursor_and_is_no_formula() {
        let moves = |shown: char| shown.is_control() || "\u{202e}\u{2066}\u{200b}\u{feff}".contains(shown);
        for port in [21, 22, 23, 80, 443, 9] {
            for format in [Format::Jsonl, Format::Csv, Format::Table] {
                let written = written(format, port);
                let odd = written.lines().find(|line| line.contains(moves));
                assert_eq!(odd, None, "on {port}");
            }
            let written = written(Format::Csv, port);
            let mut rows = csv::Reader::from_reader(written.as_bytes());
            let said: Vec<String> = rows.records().map(|row| row.unwrap()[5].to_owned()).collect();
            assert_eq!(said.len(), 500);
            assert!(!said.iter().any(|said| said.starts_with(['=', '+', '-', '@'])), "{said:?}");
        }
    }

    /// A report of all that hostile devices say on a port.
    fn written(format: Format, port: u16) -> String {
        let mut out = Vec::new();
        let mut report = Report::begin(format, true, Packs::own(), &mut out).unwrap();
        for said in payloads() {
            let evidence = match port {
                80 => format!("HTTP/1.0 200 OK\r\nServer: {said}\r\n\r\n<title>{said}</title>"),
                22 => format!("SSH-2.0-{said}\r\n"),
                _ => said,
            };
            let (target, at) = ([127, 0, 0, 1].into(), Timestamp::UNIX_EPOCH);
            let (port, state, evidence) = (Port::tcp(port), PortState::Open, Some(evidence.into_bytes()));
            report.add(Record { target, port, state, at, conversations: 0, evidence }).unwrap();
        }
        report.end().unwrap();
        String::from_utf8(out).unwrap()
    }
}
