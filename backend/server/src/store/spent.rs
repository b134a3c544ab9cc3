//! What was sent to an address on a day, at most: kept before it leaves, so that a restart forgets nothing.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::civil::Date;

use super::Store;
use super::error::Result;
use super::row::text;

/// From so many addresses on, the whole day is read at once.
const FEW: usize = 256;

impl Store {
    /// Adds packets to what addresses were sent on a day, and forgets the days before the last one.
    pub async fn spend(&self, day: Date, packets: BTreeMap<IpAddr, u32>) -> Result<()> {
        self.write(move |tx| {
            tx.execute("DELETE FROM spent WHERE day < $1", &[text(day.yesterday().unwrap_or(day))])?;
            for (address, packets) in packets {
                tx.execute(
                    "INSERT INTO spent (day, address, packets) VALUES ($1, $2, $3)
                     ON CONFLICT (day, address) DO UPDATE SET packets = spent.packets + excluded.packets",
                    &[text(day), text(address), i64::from(packets).into()],
                )?;
            }
            Ok(())
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
                rows = tx.query("SELECT address, packets FROM spent WHERE day = $1", &[text(day)])?;
            } else {
                for address in addresses {
                    let values = [text(day), text(address)];
                    rows.extend(tx.query(
                        "SELECT address, packets FROM spent WHERE day = $1 AND address = $2",
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
