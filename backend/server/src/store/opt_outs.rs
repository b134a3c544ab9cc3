//! Opt-outs: ranges that are neither scheduled nor claimed from the moment they are kept.

use std::net::IpAddr;

use akabeko_core::opt_out::OptOuts;
use akabeko_shared::ScanId;
use ipnet::IpNet;
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};
use super::{Store, scans};

/// A range that is to be left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOut {
    /// Which.
    pub range: IpNet,
    /// Why, and whom to ask about it.
    pub reason: String,
    /// Who kept it.
    pub added_by: String,
    /// When it ends by itself, if it does.
    pub ends_at: Option<Timestamp>,
}

/// An opt-out with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOutRecord {
    /// What was asked for.
    pub opt_out: OptOut,
    /// Since when.
    pub since: Timestamp,
    /// When somebody took it back.
    pub lifted_at: Option<Timestamp>,
}

impl OptOutRecord {
    /// Whether it counts at this time.
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        self.lifted_at.is_none() && self.opt_out.ends_at.is_none_or(|end| end > now)
    }
}

impl Store {
    /// Leaves a range alone from now on, and gives up what was due there. False: this very range is left alone
    /// already, and nothing changed.
    pub async fn opt_out(&self, wanted: OptOut, now: Timestamp) -> Result<bool> {
        self.write(move |tx| {
            let OptOut { range, reason, added_by, ends_at } = wanted;
            tx.execute(
                "UPDATE opt_outs SET lifted_at = ends_at WHERE cidr = $1 AND lifted_at IS NULL AND ends_at <= $2",
                &[text(range), now.into()],
            )?;
            let added = tx.execute(
                "INSERT INTO opt_outs (cidr, reason, added_by, since, ends_at) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT DO NOTHING",
                &[text(range), reason.into(), added_by.into(), now.into(), ends_at.into()],
            )?;
            let due = due_in(tx, range)?;
            scans::give_up(tx, due, now)?;
            Ok(added > 0)
        })
        .await
    }

    /// Takes an opt-out of this very range back. False: there is none in force.
    pub async fn lift_opt_out(&self, range: IpNet, now: Timestamp) -> Result<bool> {
        self.write(move |tx| {
            let lifted = tx.execute(
                "UPDATE opt_outs SET lifted_at = $2
                 WHERE cidr = $1 AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > $2)",
                &[text(range), now.into()],
            )?;
            Ok(lifted > 0)
        })
        .await
    }

    /// All that were ever kept, newest first.
    pub async fn opt_outs(&self) -> Result<Vec<OptOutRecord>> {
        self.read(|tx| {
            let rows = tx.query(
                "SELECT cidr, reason, added_by, since, ends_at, lifted_at FROM opt_outs ORDER BY since DESC, cidr",
                &[],
            )?;
            rows.iter().map(record).collect()
        })
        .await
    }

    /// How many are in force.
    pub async fn opt_outs_standing(&self, now: Timestamp) -> Result<i64> {
        self.read(move |tx| {
            let counted = tx.query_one(
                "SELECT COUNT(*) FROM opt_outs WHERE lifted_at IS NULL AND (ends_at IS NULL OR ends_at > $1)",
                &[now.into()],
            )?;
            counted.map_or(Ok(0), |row| row.integer(0))
        })
        .await
    }

    /// The ranges that are left alone now.
    pub async fn opted_out(&self, now: Timestamp) -> Result<OptOuts> {
        self.read(move |tx| in_force(tx, now)).await
    }

    /// Until when an address is left alone: the last end of the opt-outs around it, or none if one has no end.
    /// Nothing at all: it is not.
    pub async fn opt_out_of(&self, address: IpAddr, now: Timestamp) -> Result<Option<Option<Timestamp>>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT cidr, ends_at FROM opt_outs WHERE lifted_at IS NULL AND (ends_at IS NULL OR ends_at > $1)",
                &[now.into()],
            )?;
            let standing = rows.iter().map(|row| Ok((row.parse(0)?, row.time_if_any(1)?)));
            let mut standing = standing.collect::<Result<Vec<(IpNet, Option<Timestamp>)>>>()?;
            standing.retain(|(range, _)| range.contains(&address));
            let ends: Option<Vec<Timestamp>> = standing.iter().map(|(_, end)| *end).collect();
            Ok((!standing.is_empty()).then(|| ends.and_then(|ends| ends.into_iter().max())))
        })
        .await
    }
}

/// The ranges that are left alone now.
pub(super) fn in_force(tx: &mut dyn Transaction, now: Timestamp) -> Result<OptOuts> {
    let rows = tx.query(
        "SELECT cidr FROM opt_outs WHERE lifted_at IS NULL AND (ends_at IS NULL OR ends_at > $1)",
        &[now.into()],
    )?;
    rows.iter().map(|row| row.parse::<IpNet>(0)).collect()
}

fn due_in(tx: &mut dyn Transaction, range: IpNet) -> Result<Vec<ScanId>> {
    let due = tx.query("SELECT scan, address FROM scans WHERE progress = 'due'", &[])?;
    let due = due.iter().map(|row| Ok((row.parse(0)?, row.address(1)?)));
    let due = due.collect::<Result<Vec<(ScanId, IpAddr)>>>()?.into_iter();
    Ok(due.filter(|(_, address)| range.contains(address)).map(|(scan, _)| scan).collect())
}

fn record(row: &Row) -> Result<OptOutRecord> {
    let opt_out = OptOut {
        range: row.parse(0)?,
        reason: row.text(1)?.to_owned(),
        added_by: row.text(2)?.to_owned(),
        ends_at: row.time_if_any(4)?,
    };
    Ok(OptOutRecord { opt_out, since: row.time(3)?, lifted_at: row.time_if_any(5)? })
}
