//! How scanning stands, for every process that shares this store: halted or not, believed or not.

use std::collections::BTreeMap;
use std::iter::once;
use std::net::IpAddr;

use akabeko_core::opt_out::OptOuts;
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, Value, text};
use super::{Store, opt_outs, scans};

/// How scanning stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanning {
    /// Since when nothing may leave, and why, if an operator said so.
    pub halt: Option<Halt>,
    /// How many of the latest rounds were void, one after the other.
    pub void_in_a_row: u32,
    /// Until when routine scans rest after a void round.
    pub rests_until: Timestamp,
}

/// An operator's word that nothing may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    /// Since when.
    pub since: Timestamp,
    /// Why.
    pub reason: String,
}

/// Scans that went out together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// When the first probe was about to leave.
    pub started_at: Timestamp,
    /// When the last one had ended.
    pub ended_at: Timestamp,
    /// How many scans it was.
    pub scans: u64,
    /// How many ports were to be asked.
    pub probes: u64,
    /// How many of them answered: open or closed.
    pub answered: u64,
    /// Why nothing of it was kept; empty: it was.
    pub void: String,
    /// The canary that looked wrong, if one did.
    pub canary: Option<IpAddr>,
}

/// What must be known right before a packet leaves.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// Whether nothing may leave at all.
    pub halted: bool,
    /// What nobody may look at.
    pub opted_out: OptOuts,
    /// The time of the latest check-in from an address, where somebody agrees.
    pub confirmed: BTreeMap<IpAddr, Timestamp>,
}

/// Days for which rounds are kept.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 90);

impl Store {
    /// How scanning stands.
    pub async fn scanning(&self) -> Result<Scanning> {
        self.read(|tx| {
            let found =
                tx.query_one("SELECT halted_at, reason, void_in_a_row, rests_until FROM scanning", &[])?;
            let row =
                found.ok_or_else(|| StoreError::Corrupt("nothing says how scanning stands".to_owned()))?;
            let reason = row.text(1)?.to_owned();
            Ok(Scanning {
                halt: row.time_if_any(0)?.map(|since| Halt { since, reason }),
                void_in_a_row: u32::try_from(row.integer(2)?).unwrap_or(u32::MAX),
                rests_until: row.time(3)?,
            })
        })
        .await
    }

    /// Lets nothing leave any more, and gives up what people wait for. False: it was halted already, and nothing
    /// changed.
    pub async fn halt(&self, reason: &str, now: Timestamp) -> Result<bool> {
        let reason = reason.to_owned();
        self.write(move |tx| {
            let halted = tx.execute(
                "UPDATE scanning SET halted_at = $1, reason = $2 WHERE halted_at IS NULL",
                &[now.into(), reason.into()],
            )?;
            if halted > 0 {
                let asked =
                    tx.query("SELECT scan FROM scans WHERE progress = 'due' AND reason = 'request'", &[])?;
                let asked = asked.iter().map(|row| row.parse(0)).collect::<Result<_>>()?;
                scans::give_up(tx, asked, now)?;
            }
            Ok(halted > 0)
        })
        .await
    }

    /// Lets scans go on. False: they were not halted.
    pub async fn resume(&self) -> Result<bool> {
        self.write(|tx| {
            let resumed = tx.execute(
                "UPDATE scanning SET halted_at = NULL, reason = '' WHERE halted_at IS NOT NULL",
                &[],
            )?;
            Ok(resumed > 0)
        })
        .await
    }

    /// What must be known right before packets leave for these addresses.
    pub async fn outlook(
        &self,
        addresses: Vec<IpAddr>,
        fresh_since: Timestamp,
        now: Timestamp,
    ) -> Result<Outlook> {
        self.read(move |tx| {
            let confirmed = confirmed(tx, &addresses, fresh_since)?;
            Ok(Outlook { halted: is_halted(tx)?, opted_out: opt_outs::in_force(tx, now)?, confirmed })
        })
        .await
    }

    /// Whether nothing may leave at all.
    pub async fn is_halted(&self) -> Result<bool> {
        self.read(is_halted).await
    }

    /// Keeps what came of a round. A void one lets routine scans rest until then; one that was believed ends that.
    pub async fn keep_round(&self, round: Round, rests_until: Timestamp) -> Result<()> {
        self.write(move |tx| {
            judge(tx, &round, rests_until)?;
            tx.execute("DELETE FROM rounds WHERE ended_at < $1", &[(round.ended_at - KEPT).into()])?;
            tx.execute(
                "INSERT INTO rounds (started_at, ended_at, scans, probes, answered, void, canary)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                &[
                    round.started_at.into(),
                    round.ended_at.into(),
                    count(round.scans),
                    count(round.probes),
                    count(round.answered),
                    round.void.into(),
                    round.canary.map(|address| address.to_string()).unwrap_or_default().into(),
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// The latest rounds, newest first, at most so many; all of them or the void ones.
    pub async fn rounds(&self, only_void: bool, most: i64) -> Result<Vec<Round>> {
        self.read(move |tx| {
            let which = if only_void { "WHERE void <> ''" } else { "" };
            let rows = tx.query(
                &format!(
                    "SELECT started_at, ended_at, scans, probes, answered, void, canary FROM rounds {which}
                     ORDER BY ended_at DESC, started_at DESC LIMIT $1"
                ),
                &[most.into()],
            )?;
            rows.iter().map(round).collect()
        })
        .await
    }
}

/// When each of these addresses was last confirmed, where that is fresh enough. One question for all of them: scans are
/// to stop within a second, however far away the database is.
fn confirmed(
    tx: &mut dyn Transaction,
    addresses: &[IpAddr],
    fresh_since: Timestamp,
) -> Result<BTreeMap<IpAddr, Timestamp>> {
    if addresses.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<String> = (2..).take(addresses.len()).map(|place| format!("${place}")).collect();
    let values: Vec<Value> = once(fresh_since.into()).chain(addresses.iter().map(text)).collect();
    let rows = tx.query(
        &format!(
            "SELECT address, MAX(confirmed_at) FROM targets
             WHERE confirmed_at >= $1 AND veto = '' AND address IN ({}) GROUP BY address",
            places.join(", ")
        ),
        &values,
    )?;
    rows.iter().map(|row| Ok((row.address(0)?, row.time(1)?))).collect()
}

/// Whether nothing may leave at all.
pub(super) fn is_halted(tx: &mut dyn Transaction) -> Result<bool> {
    Ok(tx.query_one("SELECT 1 FROM scanning WHERE halted_at IS NOT NULL", &[])?.is_some())
}

/// A round that was halted says nothing about the canaries.
fn judge(tx: &mut dyn Transaction, round: &Round, rests_until: Timestamp) -> Result<u64> {
    match (round.canary, round.void.is_empty()) {
        (Some(_), _) => tx.execute(
            "UPDATE scanning SET void_in_a_row = void_in_a_row + 1, rests_until = $1",
            &[rests_until.into()],
        ),
        (None, true) => {
            tx.execute("UPDATE scanning SET void_in_a_row = 0, rests_until = 0 WHERE void_in_a_row > 0", &[])
        }
        (None, false) => Ok(0),
    }
}

fn round(row: &Row) -> Result<Round> {
    let number = |column| row.integer(column).map(|number| u64::try_from(number).unwrap_or_default());
    let canary = if row.text(6)?.is_empty() { None } else { Some(row.address(6)?) };
    Ok(Round {
        started_at: row.time(0)?,
        ended_at: row.time(1)?,
        scans: number(2)?,
        probes: number(3)?,
        answered: number(4)?,
        void: row.text(5)?.to_owned(),
        canary,
    })
}

fn count(number: u64) -> super::row::Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}
