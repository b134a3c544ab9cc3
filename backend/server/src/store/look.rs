//! What the latest scan of an agent saw, as its app shows it.

use std::collections::BTreeMap;

use akabeko_shared::wire::{LastLook, SeenPort};
use akabeko_shared::{AgentId, PORTS, Port, PortState};

use super::engine::Transaction;
use super::error::Result;
use super::row::{self, text};
use super::{Store, lines, notices};

impl Store {
    /// What the latest finished scan of an agent saw, over what the latest scan of all ports saw at the same
    /// address.
    pub async fn last_look(&self, agent: AgentId) -> Result<LastLook> {
        self.read(move |tx| {
            let latest = tx.query_one(
                "SELECT finished_at, address FROM scans WHERE agent = $1 AND progress = 'done'
                 ORDER BY finished_at DESC, scan DESC LIMIT 1",
                &[text(agent)],
            )?;
            let Some(latest) = latest else { return Ok(LastLook::NotYet) };
            let at = latest.time(0)?;
            if notices::is_withheld(tx, agent)? {
                return Ok(LastLook::Withheld { at });
            }
            let address = latest.text(1)?.to_owned();
            let seen = seen_at(tx, agent, &address)?.into_iter();
            let seen = seen.map(|(port, state)| SeenPort { port, state }).collect();
            let shared = lines::shared_ports(tx, agent, &address)?;
            Ok(LastLook::Seen { at, address, seen, shared })
        })
        .await
    }
}

fn seen_at(tx: &mut dyn Transaction, agent: AgentId, address: &str) -> Result<BTreeMap<Port, PortState>> {
    let rows = tx.query(
        "SELECT observations.protocol, observations.port, observations.state
         FROM observations JOIN scans ON scans.scan = observations.scan
         WHERE scans.agent = $1 AND scans.progress = 'done' AND scans.address = $2 AND scans.finished_at >=
             (SELECT COALESCE(MAX(finished_at), 0) FROM scans
              WHERE agent = $1 AND progress = 'done' AND address = $2 AND ports = $3)
         ORDER BY scans.finished_at, scans.scan",
        &[text(agent), address.into(), row::ports(&PORTS)],
    )?;
    rows.iter().map(|row| Ok((row.port(0)?, row.parse(2)?))).collect()
}
