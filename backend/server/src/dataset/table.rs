//! One CSV file: its header, and each row with the line it stands on.

use std::fmt::Display;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use csv::{ErrorKind, StringRecord};

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {what}", path.display())]
pub struct BadInput {
    /// The file; `-` is standard input.
    pub path: PathBuf,
    /// Where a row begins, counted in the file from 1.
    pub line: usize,
    /// What.
    pub what: String,
}

/// A file with known columns.
pub(crate) struct Table {
    path: PathBuf,
    bytes: Vec<u8>,
    columns: &'static [&'static str],
    optional: &'static [&'static str],
    others: Others,
}

/// What becomes of columns that nobody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Others {
    Refused,
    Ignored,
}

/// A row of it.
pub(crate) struct Row<'a> {
    table: &'a Table,
    order: &'a [Option<usize>],
    record: &'a StringRecord,
}

impl Table {
    /// Reads a whole file; `-` is standard input.
    pub(crate) fn open(path: &Path, columns: &'static [&'static str]) -> anyhow::Result<Self> {
        let mut bytes = Vec::new();
        let read = if path == Path::new("-") {
            std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
        } else {
            std::fs::read(path).map(|read| bytes = read)
        };
        read.with_context(|| format!("failed to read {}", path.display()))?;
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(Self { path: path.to_owned(), bytes, columns, optional: &[], others: Others::Refused })
    }

    /// The same for a file that need not be there.
    pub(crate) fn open_if_any(path: &Path, columns: &'static [&'static str]) -> anyhow::Result<Option<Self>> {
        if path.try_exists().with_context(|| format!("failed to read {}", path.display()))? {
            Self::open(path, columns).map(Some)
        } else {
            Ok(None)
        }
    }

    /// The same table with columns that may be missing; their cells are empty then.
    pub(crate) fn or_with(self, optional: &'static [&'static str]) -> Self {
        Self { optional, ..self }
    }

    /// The same table, whatever else stands in it.
    pub(crate) fn and_others(self) -> Self {
        Self { others: Others::Ignored, ..self }
    }

    /// Parses every row, or says where the first mistake is.
    pub(crate) fn rows<T>(
        &self,
        mut parse: impl FnMut(&Row<'_>) -> Result<T, String>,
    ) -> Result<Vec<T>, BadInput> {
        let mut reader = csv::Reader::from_reader(&*self.bytes);
        let header = reader.headers().map_err(|error| self.unreadable(&error))?;
        let order = self.order(header).map_err(|what| self.bad(0, what))?;
        let (mut record, mut rows) = (StringRecord::new(), Vec::new());
        while reader.read_record(&mut record).map_err(|error| self.unreadable(&error))? {
            let row = Row { table: self, order: &order, record: &record };
            let start = record.position().map_or(0, csv::Position::byte);
            rows.push(parse(&row).map_err(|what| self.bad(start, what))?);
        }
        Ok(rows)
    }

    fn known(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.columns.iter().chain(self.optional).copied()
    }

    /// Where in the file each column stands.
    fn order(&self, header: &StringRecord) -> Result<Vec<Option<usize>>, String> {
        let expected = || format!("expected {}", self.columns.join(","));
        let is_known = |name: &str| self.known().any(|known| known == name);
        let unknown = header.iter().find(|name| self.others == Others::Refused && !is_known(name));
        if let Some(unknown) = unknown {
            return Err(format!("unknown column {unknown:?}: {}", expected()));
        }
        let find = |column: &'static str| {
            let mut found =
                header.iter().enumerate().filter(|(_, name)| *name == column).map(|(index, _)| index);
            let first = found.next();
            if first.is_none() && self.columns.contains(&column) {
                return Err(format!("column {column:?} is missing: {}", expected()));
            }
            found
                .next()
                .map_or(Ok(first), |_| Err(format!("column {column:?} is there twice: {}", expected())))
        };
        self.known().map(find).collect()
    }

    fn unreadable(&self, error: &csv::Error) -> BadInput {
        let start = error.position().map_or(0, csv::Position::byte);
        let what = if let ErrorKind::UnequalLengths { expected_len, len, .. } = error.kind() {
            format!("expected {expected_len} cells, found {len}")
        } else if let ErrorKind::Utf8 { .. } = error.kind() {
            "not UTF-8".to_owned()
        } else {
            error.to_string()
        };
        self.bad(start, what)
    }

    /// The line is counted here, since the parser's own count lags behind CRLF and empty lines.
    fn bad(&self, start: u64, what: String) -> BadInput {
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(self.bytes.len());
        let skipped = self.bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let line = 1 + self.bytes[..start + skipped].iter().filter(|byte| **byte == b'\n').count();
        BadInput { path: self.path.clone(), line, what }
    }
}

impl<'a> Row<'a> {
    /// Parses the cell in a column; what is wrong is said after the column's name.
    pub(crate) fn cell<T, E: Display>(
        &self,
        column: &str,
        parse: impl FnOnce(&'a str) -> Result<T, E>,
    ) -> Result<T, String> {
        let index = self.table.known().position(|known| known == column);
        let place = index.and_then(|index| self.order[index]);
        let text = place.and_then(|place| self.record.get(place)).unwrap_or_default();
        parse(text).map_err(|what| format!("{column}: {what}"))
    }
}
