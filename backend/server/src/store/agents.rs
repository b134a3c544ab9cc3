//! Who takes part: enrolments and where each agent is.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use akabeko_core::schedule::{PastScan, Target};
use akabeko_shared::wire::{CheckIn, Network, Veto};
use akabeko_shared::{AgentId, Language, NetworkKey, NetworkKind, Platform};
use jiff::Timestamp;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{self, Row, text};
use super::{Origin, Store, lines, scans};

/// A new agent.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Who.
    pub agent: AgentId,
    /// SHA-256 of the token that was told to the device.
    pub token_hash: String,
    /// SHA-256 of the invitation's code.
    pub code_hash: String,
    /// SHA-256 of what all tries of this enrolment have in common, if the device says it.
    pub attempt_hash: Option<String>,
    /// What it runs on.
    pub platform: Platform,
    /// The person's language.
    pub language: Language,
    /// The app's version.
    pub app_version: String,
    /// The consent text that was accepted.
    pub consent_version: u32,
}

/// An agent as it enrolled.
#[derive(Clone, Debug)]
pub struct AgentRecord {
    /// Who.
    pub agent: AgentId,
    /// What it runs on.
    pub platform: Platform,
    /// The person's language.
    pub language: Language,
    /// Since when.
    pub enrolled_at: Timestamp,
    /// The number of its last event.
    pub last_event: i64,
}

/// What a check-in changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Whether the address or the network is another than before.
    pub moved: bool,
    /// The number of the agent's last event.
    pub last_event: i64,
}

impl Store {
    /// Takes a new agent in, if the invitation holds. False: it does not, and nothing changed.
    pub async fn enrol(&self, new: Enrolment, now: Timestamp) -> Result<bool> {
        self.write(move |tx| {
            let code_hash = new.code_hash;
            let used = tx.execute(
                "UPDATE invitations SET uses_left = uses_left - 1
                 WHERE code_hash = $1 AND uses_left > 0 AND expires_at > $2",
                &[code_hash.as_str().into(), now.into()],
            )?;
            if used == 0 {
                return Ok(false);
            }
            tx.execute(
                "INSERT INTO agents (agent, token_hash, platform, language, app_version, consent_version, agreed_at,
                     enrolled_at, invitation, attempt_hash)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)",
                &[
                    text(new.agent),
                    new.token_hash.into(),
                    new.platform.word().into(),
                    new.language.tag().into(),
                    new.app_version.into(),
                    i64::from(new.consent_version).into(),
                    now.into(),
                    code_hash.into(),
                    new.attempt_hash.into(),
                ],
            )?;
            Ok(true)
        })
        .await
    }

    /// The agent that an earlier try of the same enrolment made, with a new token: the reply to that try was lost.
    pub async fn enrolled_before(&self, new: &Enrolment) -> Result<Option<AgentId>> {
        let Enrolment { token_hash, code_hash, attempt_hash, .. } = new.clone();
        self.write(move |tx| {
            let found = tx.query_one(
                "UPDATE agents SET token_hash = $1 WHERE attempt_hash = $2 AND invitation = $3 RETURNING agent",
                &[token_hash.into(), attempt_hash.into(), code_hash.into()],
            )?;
            found.map(|row| row.parse(0)).transpose()
        })
        .await
    }

    /// The agent that a token belongs to.
    pub async fn agent_by_token(&self, token_hash: String) -> Result<Option<AgentRecord>> {
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT agent, platform, language, enrolled_at, last_event FROM agents WHERE token_hash = $1",
                &[token_hash.into()],
            )?;
            found.as_ref().map(record).transpose()
        })
        .await
    }

    /// Notes that an agent is here, where its request came from. Of one whose person no longer
    /// agrees, no whereabouts are kept.
    pub async fn confirm(
        &self,
        agent: AgentId,
        from: impl Into<Origin>,
        said: CheckIn,
        now: Timestamp,
    ) -> Result<Confirmed> {
        let from = from.into();
        self.write(move |tx| {
            let CheckIn { network, veto, language, app_version, push: _ } = said;
            // First, since it locks the agent's row: a withdrawal at the same time comes before all of this or after.
            let updated = tx.query_one(
                "UPDATE agents SET language = COALESCE($2, language), app_version = COALESCE($3, app_version)
                 WHERE agent = $1 RETURNING last_event, withdrawn_at",
                &[text(agent), language.map(|language| language.tag()).into(), app_version.into()],
            )?;
            let Some(row) = updated else { return Ok(Confirmed { moved: false, last_event: 0 }) };
            let agrees = row.is_null(1);
            if agrees && veto.is_none() {
                lines::note(tx, agent, from, now)?;
            }
            let moved = agrees && locate(tx, agent, from.address, network, veto, now)?;
            Ok(Confirmed { moved, last_event: row.integer(0)? })
        })
        .await
    }

    /// Where an agent is, with the scans of the last days; none before its first check-in.
    pub async fn whereabouts(&self, agent: AgentId, scans_since: Timestamp) -> Result<Option<Whereabouts>> {
        self.read(move |tx| {
            let found = tx.query_one(&format!("{TARGETS} WHERE agent = $1"), &[text(agent)])?;
            let Some(row) = found else { return Ok(None) };
            let scans = tx.query(
                &format!("{} WHERE agent = $1 AND requested_at >= $2", scans::PAST),
                &[text(agent), scans_since.into()],
            )?;
            let scans =
                scans.iter().map(|row| scans::past(row).map(|(_, scan)| scan)).collect::<Result<_>>()?;
            Ok(Some((target(&row)?, row.network(2)?, scans)))
        })
        .await
    }

    /// Every agent that checked in since `fresh_since` and is in sight now, with its network and its scans since
    /// `scans_since`.
    pub async fn present(
        &self,
        fresh_since: Timestamp,
        scans_since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Present>> {
        self.read(move |tx| {
            let targets = tx.query(
                &format!("{TARGETS} WHERE look_at <= $2 AND confirmed_at >= $1"),
                &[fresh_since.into(), now.into()],
            )?;
            let agents = targets.iter().map(|row| row.parse(0)).collect::<Result<Vec<AgentId>>>()?;
            let mut past = past(tx, &agents, scans_since)?;
            let present = agents.into_iter().zip(&targets).map(|(agent, row)| {
                let (scans, seen_at) = (past.remove(&agent).unwrap_or_default(), row.time(7)?);
                Ok(Present { agent, target: target(row)?, network: row.network(2)?, scans, seen_at })
            });
            present.collect()
        })
        .await
    }

    /// Leaves agents out of sight until a time each, unless something happened to them since they were read.
    pub async fn put_off(&self, mut agents: Vec<(Present, Timestamp)>) -> Result<()> {
        agents.sort_by_key(|(here, _)| here.agent);
        self.write(move |tx| {
            for (here, until) in agents {
                tx.execute(
                    "UPDATE targets SET look_at = $2 WHERE agent = $1 AND look_at = $3",
                    &[text(here.agent), until.into(), here.seen_at.into()],
                )?;
            }
            Ok(())
        })
        .await
    }

    /// The addresses that may be dialled, each with the time of its latest check-in since `fresh_since`.
    pub async fn confirmed_addresses(&self, fresh_since: Timestamp) -> Result<BTreeMap<IpAddr, Timestamp>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT address, MAX(confirmed_at) FROM targets WHERE confirmed_at >= $1 AND veto = '' GROUP BY address",
                &[fresh_since.into()],
            )?;
            rows.iter().map(|row| Ok((row.address(0)?, row.time(1)?))).collect()
        })
        .await
    }

    /// The agents that are at an address by a check-in since `fresh_since` and do not mind being scanned there.
    pub async fn holders(&self, fresh_since: Timestamp) -> Result<BTreeSet<(AgentId, IpAddr)>> {
        self.read(move |tx| {
            let rows = tx.query(
                "SELECT agent, address FROM targets WHERE confirmed_at >= $1 AND veto = ''",
                &[fresh_since.into()],
            )?;
            rows.iter().map(|row| Ok((row.parse(0)?, row.address(1)?))).collect()
        })
        .await
    }

    /// Where all agents were at their latest check-in.
    pub async fn addresses(&self) -> Result<Vec<IpAddr>> {
        self.read(|tx| {
            tx.query("SELECT address FROM targets", &[])?.iter().map(|row| row.address(0)).collect()
        })
        .await
    }

    /// Forgets an agent and everything about it. False: there is none.
    pub async fn erase(&self, agent: AgentId) -> Result<bool> {
        self.write(move |tx| Ok(tx.execute("DELETE FROM agents WHERE agent = $1", &[text(agent)])? > 0)).await
    }
}

/// Where an agent is, in which of its networks, and its scans of the last days.
pub(super) type Whereabouts = (Target, Option<NetworkKey>, Vec<PastScan>);

/// An agent that is here, as the schedule wants to know it.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who.
    pub agent: AgentId,
    /// Where.
    pub target: Target,
    /// In which of its networks.
    pub network: Option<NetworkKey>,
    /// Its scans of the last days.
    pub scans: Vec<PastScan>,
    /// Since when it is in sight.
    seen_at: Timestamp,
}

/// From so many agents on, all scans are read at once.
const FEW: usize = 256;

/// The scans of these agents since a time.
fn past(
    tx: &mut dyn Transaction,
    agents: &[AgentId],
    since: Timestamp,
) -> Result<BTreeMap<AgentId, Vec<PastScan>>> {
    let mut rows = Vec::new();
    if agents.len() > FEW {
        rows = tx.query(&format!("{} WHERE requested_at >= $1", scans::PAST), &[since.into()])?;
    } else {
        for agent in agents {
            let of_agent = format!("{} WHERE agent = $1 AND requested_at >= $2", scans::PAST);
            rows.extend(tx.query(&of_agent, &[text(agent), since.into()])?);
        }
    }
    let mut past: BTreeMap<AgentId, Vec<PastScan>> = BTreeMap::new();
    for row in rows {
        let (agent, scan) = scans::past(&row)?;
        past.entry(agent).or_default().push(scan);
    }
    Ok(past)
}

const TARGETS: &str =
    "SELECT agent, address, network, since, confirmed_at, check_ins, veto, look_at FROM targets";

fn target(row: &Row) -> Result<Target> {
    Ok(Target {
        address: row.address(1)?,
        since: row.time(3)?,
        confirmed_at: row.time(4)?,
        check_ins: row.integer(5)?,
        vetoed: !row.text(6)?.is_empty(),
    })
}

/// Makes an address the agent's target. True: it is another than before.
fn locate(
    tx: &mut dyn Transaction,
    agent: AgentId,
    address: IpAddr,
    network: Option<Network>,
    veto: Option<Veto>,
    now: Timestamp,
) -> Result<bool> {
    let (key, kind) = network.map_or((None, NetworkKind::Unknown), |Network { key, kind }| (Some(key), kind));
    let row = tx.query_one(
        "INSERT INTO targets (agent, address, network, network_kind, veto, since, confirmed_at, check_ins, look_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, 1, $6)
         ON CONFLICT (agent) DO UPDATE SET
             look_at = CASE WHEN targets.address = excluded.address AND targets.network = excluded.network
                                AND targets.veto = excluded.veto AND targets.check_ins > 1
                            THEN targets.look_at ELSE excluded.look_at END,
             since = CASE WHEN targets.address = excluded.address AND targets.network = excluded.network
                          THEN targets.since ELSE excluded.since END,
             check_ins = CASE WHEN targets.address = excluded.address AND targets.network = excluded.network
                              THEN targets.check_ins + 1 ELSE 1 END,
             address = excluded.address, network = excluded.network, veto = excluded.veto,
             network_kind = excluded.network_kind, confirmed_at = excluded.confirmed_at
         RETURNING check_ins",
        &[
            text(agent),
            text(address),
            row::network(key.as_ref()),
            kind.word().into(),
            veto.map_or("", veto_word).into(),
            now.into(),
        ],
    )?;
    Ok(row.map(|row| row.integer(0)).transpose()? == Some(1))
}

fn record(row: &Row) -> Result<AgentRecord> {
    Ok(AgentRecord {
        agent: row.parse(0)?,
        platform: row.parse(1)?,
        language: row.parse(2)?,
        enrolled_at: row.time(3)?,
        last_event: row.integer(4)?,
    })
}

fn veto_word(veto: Veto) -> &'static str {
    match veto {
        Veto::Paused => "paused",
        Veto::Network => "network",
        Veto::Tunnel => "tunnel",
    }
}

/// The veto that a word stands for; the empty one for none.
pub(super) fn veto(word: &str) -> Result<Option<Veto>> {
    match word {
        "" => Ok(None),
        "paused" => Ok(Some(Veto::Paused)),
        "network" => Ok(Some(Veto::Network)),
        "tunnel" => Ok(Some(Veto::Tunnel)),
        other => Err(StoreError::Corrupt(format!("{other:?} is no veto"))),
    }
}
