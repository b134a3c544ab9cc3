//! The audit log: append-only, each row sealed together with the one before it.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::Store;
use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, Value};
use crate::desk::Act;

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    /// From 1, without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What.
    pub action: String,
    /// To what.
    pub about: String,
    /// In which way.
    pub detail: String,
    /// Over all that and the hash of the row before.
    pub hash: String,
}

/// What a check of the whole log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many rows were checked.
    pub rows: i64,
    /// The first that is not as it was written, and what is wrong.
    pub broken: Option<(i64, String)>,
    /// The newest row's hash, to keep elsewhere.
    pub head: String,
}

impl Store {
    /// Notes something that changed nothing in the store, such as data that left.
    pub async fn note(&self, act: Act) -> Result<()> {
        self.write(move |tx| append(tx, &act)).await
    }

    /// The rows before a number, newest first, at most so many; all of them or those whose person, action or object
    /// has the text in it.
    pub async fn audit(&self, before: Option<i64>, search: &str, most: i64) -> Result<Vec<AuditRecord>> {
        let like = format!("%{}%", escaped(search));
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT number, at, who, action, about, detail, hash FROM audit
                 WHERE number < $1 AND (LOWER(who) LIKE LOWER($2) ESCAPE '\\' OR action LIKE LOWER($2) ESCAPE '\\'
                     OR LOWER(about) LIKE LOWER($2) ESCAPE '\\') ORDER BY number DESC LIMIT $3",
                &[before.unwrap_or(i64::MAX).into(), like.into(), most.into()],
            )?;
            rows.iter().map(record).collect()
        })
        .await
    }

    /// How many rows there are.
    pub async fn audit_size(&self) -> Result<i64> {
        self.read(|tx| head(tx).map(|(number, _)| number)).await
    }

    /// Checks every row against the one before it, and the end against the note of it.
    pub async fn check_audit(&self) -> Result<Checked> {
        self.read(|tx| {
            let (mut rows, mut before, mut broken) = (0, String::new(), None);
            let mut after = i64::MIN;
            loop {
                let page = tx.query(
                    "SELECT number, at, who, action, about, detail, hash FROM audit WHERE number > $1
                     ORDER BY number LIMIT 1000",
                    &[Value::Integer(after)],
                )?;
                if page.is_empty() {
                    break;
                }
                for row in page {
                    after = row.integer(0)?;
                    let found = match record(&row) {
                        Ok(record) => {
                            let found = fault(&record, rows + 1, &before);
                            before = record.hash;
                            found
                        }
                        Err(error) => Some(format!("row {after} cannot be read: {error}")),
                    };
                    rows += 1;
                    broken = broken.or_else(|| found.map(|what| (rows, what)));
                }
            }
            let (number, hash) = head(tx)?;
            let end = if number != rows {
                Some((rows.min(number) + 1, format!("{rows} rows are there, and {number} were written")))
            } else if hash != before {
                Some((rows, format!("row {rows} is not the one that was written last")))
            } else {
                None
            };
            Ok(Checked { rows, broken: broken.or(end), head: hash })
        })
        .await
    }
}

/// Appends a row, in the transaction of what it tells. Taking the head locks the log, so that rows are in a row.
pub(super) fn append(tx: &mut dyn Transaction, act: &Act) -> Result<()> {
    let taken = tx.query_one("UPDATE audit_head SET number = number + 1 RETURNING number, hash", &[])?;
    let taken =
        taken.ok_or_else(|| StoreError::Corrupt("nothing says where the audit log ends".to_owned()))?;
    let (number, before) = (taken.integer(0)?, taken.text(1)?.to_owned());
    let mut record = AuditRecord {
        number,
        at: act.at,
        who: act.who.clone(),
        action: act.action.to_owned(),
        about: act.about.clone(),
        detail: act.detail.clone(),
        hash: String::new(),
    };
    record.hash = sealed(&record, &before);
    tx.execute("UPDATE audit_head SET hash = $1", &[record.hash.as_str().into()])?;
    tx.execute(
        "INSERT INTO audit (number, at, who, action, about, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            number.into(),
            record.at.into(),
            record.who.into(),
            record.action.into(),
            record.about.into(),
            record.detail.into(),
            record.hash.into(),
        ],
    )?;
    Ok(())
}

/// SHA-256 over the hash before and every field with its length, so that no text can pass from one to the next.
fn sealed(record: &AuditRecord, before: &str) -> String {
    let AuditRecord { number, at, who, action, about, detail, hash: _ } = record;
    let (number, at) = (number.to_string(), at.as_microsecond().to_string());
    let mut digest = Sha256::new();
    for field in [before, &number, &at, who, action, about, detail] {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&digest.finalize())
}

fn fault(record: &AuditRecord, expected: i64, before: &str) -> Option<String> {
    if record.number != expected {
        Some(format!("row {expected} is missing"))
    } else if record.hash != sealed(record, before) {
        Some(format!("row {expected} is not as it was written"))
    } else {
        None
    }
}

fn head(tx: &mut dyn Transaction) -> Result<(i64, String)> {
    let row = tx.query_one("SELECT number, hash FROM audit_head", &[])?;
    row.map_or_else(|| Ok((0, String::new())), |row| Ok((row.integer(0)?, row.text(1)?.to_owned())))
}

/// A text in which nothing stands for anything else in a pattern.
pub(super) fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut safe, letter| {
        if matches!(letter, '%' | '_' | '\\') {
            safe.push('\\');
        }
        safe.push(letter);
        safe
    })
}

fn record(row: &Row) -> Result<AuditRecord> {
    Ok(AuditRecord {
        number: row.integer(0)?,
        at: row.time(1)?,
        who: row.text(2)?.to_owned(),
        action: row.text(3)?.to_owned(),
        about: row.text(4)?.to_owned(),
        detail: row.text(5)?.to_owned(),
        hash: row.text(6)?.to_owned(),
    })
}
