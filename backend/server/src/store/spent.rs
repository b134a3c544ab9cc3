//! What was sent to an address on a day: set aside before it leaves, so that a restart forgets nothing and no two
//! scans use the same rest, and put right when a scan has ended.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_core::budget::Budget;
use akabeko_core::schedule::Reason;
use jiff::civil::Date;

use super::Store;
use super::engine::Transaction;
use super::error::Result;
use super::row::text;

/// From so many addresses on, the whole day is read at once.
const FEW: usize = 256;

impl Store {
    /// Sets aside the most that a look at so many ports of each address can take, and gives the addresses that can
    /// bear it. Forgets the days before the last one.
    pub async fn set_aside(
        &self,
        day: Date,
        ports: BTreeMap<IpAddr, usize>,
        budget: Budget,
        reason: Reason,
    ) -> Result<BTreeSet<IpAddr>> {
        self.write(move |tx| {
            tx.execute("DELETE FROM spent WHERE day < $1", &[text(day.yesterday().unwrap_or(day))])?;
            let mut borne = BTreeSet::new();
            // In their order, so that two who do this at once never wait for each other both.
            for (address, ports) in ports {
                if budget.allows(spent_so_far(tx, day, address)?, ports, reason) {
                    add(tx, day, address, budget.cost(ports).into())?;
                    borne.insert(address);
                }
            }
            Ok(borne)
        })
        .await
    }

    /// Puts right what was set aside, by so many packets each.
    pub async fn put_right(&self, day: Date, packets: BTreeMap<IpAddr, i64>) -> Result<()> {
        self.write(move |tx| {
            packets.into_iter().try_for_each(|(address, packets)| add(tx, day, address, packets))
        })
        .await
    }

    /// What was sent on a day in all, at most.
    pub async fn packets_on(&self, day: Date) -> Result<i64> {
        self.read(move |tx| {
            let summed = tx.query_one(
                "SELECT CAST(COALESCE(SUM(packets), 0) AS BIGINT) FROM spent WHERE day = $1",
                &[text(day)],
            )?;
            summed.map_or(Ok(0), |row| row.integer(0))
        })
        .await
    }

    /// What these addresses were sent on a day; those that were sent nothing are left out.
    pub async fn spent(&self, day: Date, addresses: Vec<IpAddr>) -> Result<BTreeMap<IpAddr, u32>> {
        self.read(move |tx| {
            let mut rows = Vec::new();
            if addresses.len() > FEW {
                rows = tx.query(
                    "SELECT address, packets FROM spent WHERE day = $1 AND packets > 0",
                    &[text(day)],
                )?;
            } else {
                for address in addresses {
                    let values = [text(day), text(address)];
                    rows.extend(tx.query(
                        "SELECT address, packets FROM spent WHERE day = $1 AND address = $2 AND packets > 0",
                        &values,
                    )?);
                }
            }
            let packets = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
            rows.iter().map(|row| Ok((row.address(0)?, packets(row.integer(1)?)))).collect()
        })
        .await
    }
}

/// What an address was sent on a day, which nobody else changes until this transaction ends.
fn spent_so_far(tx: &mut dyn Transaction, day: Date, address: IpAddr) -> Result<u32> {
    let rows = tx.lock(
        "INSERT INTO spent (day, address, packets) VALUES ($1, $2, 0)
         ON CONFLICT (day, address) DO UPDATE SET packets = spent.packets RETURNING packets",
        &[text(day), text(address)],
    )?;
    let packets = rows.first().map_or(Ok(0), |row| row.integer(0))?;
    Ok(u32::try_from(packets).unwrap_or(u32::MAX))
}

fn add(tx: &mut dyn Transaction, day: Date, address: IpAddr, packets: i64) -> Result<()> {
    tx.execute(
        "UPDATE spent SET packets = packets + $3 WHERE day = $1 AND address = $2",
        &[text(day), text(address), packets.into()],
    )?;
    Ok(())
}
