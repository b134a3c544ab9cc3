//! What was seen: every observation is kept.

use std::collections::BTreeSet;

use akabeko_scanner::identify::likeness;
use akabeko_shared::{AgentId, Observation, Port, PortState, ScanId};
use jiff::Timestamp;

use super::Store;
use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};

/// The history of one port for the notification page.
#[derive(Clone, Debug, Default)]
pub struct Sighting {
    /// When it was seen open.
    pub open: Vec<Timestamp>,
    /// When it was looked at at all.
    pub looks: Vec<Timestamp>,
    /// Its state at the latest look.
    pub now: Option<PortState>,
    /// What it said the last time.
    pub said: Option<Vec<u8>>,
}

impl Sighting {
    /// Leaves out what was seen after `end`, and what says how the port is now.
    pub fn end(&mut self, end: Timestamp) {
        self.open.retain(|at| *at <= end);
        self.looks.retain(|at| *at <= end);
        (self.now, self.said) = (None, None);
    }
}

impl Store {
    /// What the rule of selection needs: every observation from `from` until before `until` of those ports that
    /// were open at least once in that time.
    pub async fn observations_of_open_ports(
        &self,
        ports: BTreeSet<Port>,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Observation<AgentId>>> {
        self.read(move |tx| {
            let mut observations = Vec::new();
            let open = tx.query(
                "SELECT DISTINCT agent, protocol, port FROM observations
                 WHERE state = 'open' AND observed_at >= $1 AND observed_at < $2",
                &[from.into(), until.into()],
            )?;
            for exposure in open {
                let (agent, port): (AgentId, Port) = (exposure.parse(0)?, exposure.port(1)?);
                if !ports.contains(&port) {
                    continue;
                }
                let rows = tx.query(
                    "SELECT observed_at, state FROM observations WHERE agent = $1 AND protocol = $2 AND port = $3
                     AND observed_at >= $4 AND observed_at < $5",
                    &[
                        text(agent),
                        text(port.protocol),
                        i64::from(port.number).into(),
                        from.into(),
                        until.into(),
                    ],
                )?;
                for row in rows {
                    let (observed_at, state) = (row.time(0)?, row.parse(1)?);
                    observations.push(Observation { agent, observed_at, port, state });
                }
            }
            Ok(observations)
        })
        .await
    }

    /// What the rule needs where a day without a scan breaks a run: open ports alone.
    pub async fn open_observations(
        &self,
        ports: BTreeSet<Port>,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Observation<AgentId>>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT agent, protocol, port, observed_at FROM observations
                 WHERE state = 'open' AND observed_at >= $1 AND observed_at < $2",
                &[from.into(), until.into()],
            )?;
            let mut observations = Vec::with_capacity(rows.len());
            for row in rows {
                let port = row.port(1)?;
                if ports.contains(&port) {
                    let (agent, observed_at) = (row.parse(0)?, row.time(3)?);
                    observations.push(Observation { agent, observed_at, port, state: PortState::Open });
                }
            }
            Ok(observations)
        })
        .await
    }

    /// The history of one port of one agent since `from`.
    pub async fn sighting(&self, agent: AgentId, port: Port, from: Timestamp) -> Result<Sighting> {
        self.read(move |tx| {
            let key = [text(agent), text(port.protocol), i64::from(port.number).into(), from.into()];
            let rows = tx.query(
                "SELECT observed_at, state FROM observations
                 WHERE agent = $1 AND protocol = $2 AND port = $3 AND observed_at >= $4 ORDER BY observed_at",
                &key,
            )?;
            let mut sighting = Sighting::default();
            for row in rows {
                let (at, state) = (row.time(0)?, row.parse::<PortState>(1)?);
                sighting.looks.push(at);
                sighting.now = Some(state);
                if state == PortState::Open {
                    sighting.open.push(at);
                }
            }
            let said = tx.query_one(
                "SELECT body FROM evidence WHERE agent = $1 AND protocol = $2 AND port = $3",
                key.get(..3).unwrap_or_default(),
            )?;
            sighting.said = said.map(|row| row.bytes(0)).transpose()?;
            Ok(sighting)
        })
        .await
    }
}

pub(super) fn keep(
    tx: &mut dyn Transaction,
    agent: AgentId,
    scan: ScanId,
    port: Port,
    state: PortState,
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO observations (agent, observed_at, protocol, port, state, scan) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            text(agent),
            at.into(),
            text(port.protocol),
            i64::from(port.number).into(),
            state.word().into(),
            text(scan),
        ],
    )?;
    Ok(())
}

/// Keeps what a port said last. Evidence without a likeness is no change of what was said before.
pub(super) fn keep_evidence(
    tx: &mut dyn Transaction,
    agent: AgentId,
    port: Port,
    at: Timestamp,
    body: Vec<u8>,
) -> Result<()> {
    let likeness = likeness(port, &body).unwrap_or_default();
    tx.execute(
        "INSERT INTO evidence (agent, protocol, port, at, body, likeness, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $4)
         ON CONFLICT (agent, protocol, port) DO UPDATE SET at = excluded.at, body = excluded.body,
             changed_at = CASE WHEN excluded.likeness IN ('', evidence.likeness) OR evidence.likeness = ''
                 THEN evidence.changed_at ELSE excluded.at END,
             likeness = CASE WHEN excluded.likeness = '' THEN evidence.likeness ELSE excluded.likeness END",
        &[
            text(agent),
            text(port.protocol),
            i64::from(port.number).into(),
            at.into(),
            body.into(),
            likeness.into(),
        ],
    )?;
    Ok(())
}

pub(super) fn of_scan(tx: &mut dyn Transaction, scan: ScanId) -> Result<Vec<(Port, PortState)>> {
    let rows = tx.query(
        "SELECT protocol, port, state FROM observations WHERE scan = $1 ORDER BY protocol, port",
        &[text(scan)],
    )?;
    rows.iter().map(seen).collect()
}

fn seen(row: &Row) -> Result<(Port, PortState)> {
    Ok((row.port(0)?, row.parse(2)?))
}
