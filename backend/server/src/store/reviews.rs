//! Web ports that a person has to look at, and what was said of them.

use std::collections::{BTreeMap, BTreeSet};

use akabeko_core::plan::WebVerdict;
use akabeko_shared::{AgentId, Port};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::engine::Transaction;
use super::error::Result;
use super::row::{Row, text};
use super::{Store, lines};

/// A web port that was seen open, and what was said of it.
#[derive(Clone, Debug)]
pub struct WebPort {
    /// Whose.
    pub agent: AgentId,
    /// Which.
    pub port: Port,
    /// When it was last seen open.
    pub seen_at: Timestamp,
    /// The word that was given and has not expired.
    pub verdict: Option<Word>,
    /// Whether the port says something else since that word.
    pub has_changed: bool,
}

impl WebPort {
    /// Whether a person has to look at it.
    pub fn waits(&self) -> bool {
        self.verdict.is_none() || self.has_changed
    }
}

/// An operator's word.
#[derive(Clone, Debug)]
pub struct Word {
    /// What they said.
    pub verdict: WebVerdict,
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// The evidence that they saw; empty for a word given without.
    pub evidence_hash: String,
}

/// What a port said the last time.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// When.
    pub at: Timestamp,
    /// What.
    pub body: Vec<u8>,
    /// Since when it looks like this.
    pub changed_at: Timestamp,
    /// SHA-256 of that.
    pub hash: String,
    /// How many other agents say what looks the same.
    pub alike: i64,
}

impl Store {
    /// Every web port that was seen open since then, seen most lately first, with the word that holds now. Nobody looks
    /// at what may be a neighbour's.
    pub async fn web_ports(&self, since: Timestamp, now: Timestamp) -> Result<Vec<WebPort>> {
        self.read(move |tx| {
            let mut words: BTreeMap<(AgentId, Port), Word> = tx
                .query(&format!("{WORDS} WHERE expires_at > $1"), &[now.into()])?
                .iter()
                .map(word)
                .collect::<Result<_>>()?;
            let changed = tx.query(
                "SELECT verdicts.agent, verdicts.protocol, verdicts.port FROM verdicts
                     JOIN evidence ON evidence.agent = verdicts.agent AND evidence.protocol = verdicts.protocol
                         AND evidence.port = verdicts.port AND evidence.changed_at > verdicts.at",
                &[],
            )?;
            let changed = changed.iter().map(|row| Ok((row.parse(0)?, row.port(1)?)));
            let changed = changed.collect::<Result<BTreeSet<(AgentId, Port)>>>()?;
            let rows = tx.query(
                "SELECT agent, protocol, port, MAX(observed_at) FROM observations
                 WHERE state = 'open' AND observed_at >= $1 AND protocol = 'tcp' AND port IN (80, 81, 443, 8080)
                 GROUP BY agent, protocol, port ORDER BY 4 DESC, 1, 3",
                &[since.into()],
            )?;
            let port = |row: &Row| {
                let (agent, port) = (row.parse(0)?, row.port(1)?);
                let verdict = words.remove(&(agent, port));
                let has_changed = verdict.is_some() && changed.contains(&(agent, port));
                Ok(WebPort { agent, port, seen_at: row.time(3)?, verdict, has_changed })
            };
            let mut ports = rows.iter().map(port).collect::<Result<Vec<_>>>()?;
            let shared = lines::seen_on_shared_lines(tx, since)?;
            ports.retain(|port| !shared.contains(&(port.agent, port.port)));
            Ok(ports)
        })
        .await
    }

    /// On how many days a port was open since then, each of 24 hours from `since` on.
    pub async fn open_days(&self, agent: AgentId, port: Port, since: Timestamp) -> Result<u32> {
        self.read(move |tx| {
            let counted = tx.query_one(
                "SELECT COUNT(DISTINCT (observed_at - $4) / 86400000000) FROM observations
                 WHERE agent = $1 AND protocol = $2 AND port = $3 AND state = 'open' AND observed_at >= $4",
                &[text(agent), text(port.protocol), i64::from(port.number).into(), since.into()],
            )?;
            counted.map_or(Ok(0), |row| row.integer(0)).map(|days| u32::try_from(days).unwrap_or(u32::MAX))
        })
        .await
    }

    /// What a port said the last time.
    pub async fn evidence(&self, agent: AgentId, port: Port) -> Result<Option<Evidence>> {
        self.read(move |tx| evidence(tx, agent, port)).await
    }

    /// Keeps an operator's word on the evidence that they saw. False: it is another by now, or the port never said
    /// anything like it; nothing changed.
    pub async fn judge(&self, key: (AgentId, Port), word: Word) -> Result<bool> {
        self.write(move |tx| {
            let (agent, port) = key;
            let now = evidence(tx, agent, port)?.map(|evidence| evidence.hash).unwrap_or_default();
            if now != word.evidence_hash {
                return Ok(false);
            }
            tx.execute(
                "INSERT INTO verdicts (agent, protocol, port, verdict, reviewer, at, expires_at, evidence_hash)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT (agent, protocol, port) DO UPDATE SET verdict = excluded.verdict,
                     reviewer = excluded.reviewer, at = excluded.at, expires_at = excluded.expires_at,
                     evidence_hash = excluded.evidence_hash",
                &[
                    text(agent),
                    text(port.protocol),
                    i64::from(port.number).into(),
                    super::campaigns::verdict_word(word.verdict).into(),
                    word.reviewer.into(),
                    word.at.into(),
                    word.expires_at.into(),
                    word.evidence_hash.into(),
                ],
            )?;
            Ok(true)
        })
        .await
    }

    /// Takes an operator's word back. False: there is none.
    pub async fn unjudge(&self, agent: AgentId, port: Port) -> Result<bool> {
        self.write(move |tx| {
            let taken = tx.execute(
                "DELETE FROM verdicts WHERE agent = $1 AND protocol = $2 AND port = $3",
                &[text(agent), text(port.protocol), i64::from(port.number).into()],
            )?;
            Ok(taken > 0)
        })
        .await
    }
}

const WORDS: &str =
    "SELECT agent, protocol, port, verdict, reviewer, at, expires_at, evidence_hash FROM verdicts";

fn word(row: &Row) -> Result<((AgentId, Port), Word)> {
    let verdict = match row.text(3)? {
        "public" => WebVerdict::Public,
        _ => WebVerdict::Private,
    };
    let word = Word {
        verdict,
        reviewer: row.text(4)?.to_owned(),
        at: row.time(5)?,
        expires_at: row.time(6)?,
        evidence_hash: row.text(7)?.to_owned(),
    };
    Ok(((row.parse(0)?, row.port(1)?), word))
}

fn evidence(tx: &mut dyn Transaction, agent: AgentId, port: Port) -> Result<Option<Evidence>> {
    let key = [text(agent), text(port.protocol), i64::from(port.number).into()];
    let found = tx.query_one(
        "SELECT at, changed_at, body, (SELECT COUNT(*) FROM evidence AS other WHERE other.likeness = evidence.likeness AND evidence.likeness <> ''
             AND other.protocol = evidence.protocol AND other.port = evidence.port AND other.agent <> evidence.agent)
         FROM evidence WHERE agent = $1 AND protocol = $2 AND port = $3",
        &key,
    )?;
    found
        .map(|row| {
            let body = row.bytes(2)?;
            let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&body));
            Ok(Evidence { at: row.time(0)?, changed_at: row.time(1)?, body, hash, alike: row.integer(3)? })
        })
        .transpose()
}
