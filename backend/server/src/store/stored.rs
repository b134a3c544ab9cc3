//! Everything that is stored about one agent, for its person to read and keep.

use akabeko_shared::AgentId;
use akabeko_shared::wire::{
    Said, Stored, StoredAnswer, StoredCase, StoredConsent, StoredEvidence, StoredLine, StoredNotice,
    StoredObservation, StoredOverride, StoredScan, StoredSubscription, StoredTarget, StoredVerdict,
    StoredVisit,
};
use data_encoding::BASE64;

use super::engine::Transaction;
use super::error::{Result, StoreError};
use super::row::{Row, text};
use super::{Store, agents, lines, notices, scans};
use crate::page::spelt_out;

impl Store {
    /// Everything about an agent but secrets; none if there is no such agent. While it waits in a trial, what would
    /// tell what was seen is left out.
    pub async fn stored(&self, agent: AgentId) -> Result<Option<Stored>> {
        self.read(move |tx| {
            let found = tx.query_one(
                "SELECT platform, language, app_version, enrolled_at, last_event, consent_version, agreed_at,
                     withdrawn_at
                 FROM agents WHERE agent = $1",
                &[text(agent)],
            )?;
            let Some(row) = found else { return Ok(None) };
            let findings_withheld = notices::is_withheld(tx, agent)?;
            let mut notices = all(tx, agent, NOTICES, notice)?;
            notices.retain(|notice| notice.sent_at.is_some() || !findings_withheld);
            Ok(Some(Stored {
                agent,
                platform: row.parse(0)?,
                language: row.parse(1)?,
                app_version: row.text(2)?.to_owned(),
                enrolled_at: row.time(3)?,
                last_event: row.integer(4)?,
                consent: consent(&row)?,
                findings_withheld,
                targets: all(tx, agent, TARGETS, target)?,
                lines: all(tx, agent, LINES, line)?,
                subscriptions: all(tx, agent, SUBSCRIPTIONS, subscription)?,
                scans: all(tx, agent, SCANS, scan)?,
                observations: unless(findings_withheld, || all(tx, agent, OBSERVATIONS, observation))?,
                evidence: unless(findings_withheld, || all(tx, agent, EVIDENCE, evidence))?,
                verdicts: unless(findings_withheld, || all(tx, agent, VERDICTS, verdict))?,
                notices,
                visits: all(tx, agent, VISITS, visit)?,
                answers: all(tx, agent, ANSWERS, answer)?,
                cases: all(tx, agent, CASES, case)?,
                overrides: all(tx, agent, OVERRIDES, override_of)?,
                events: all(tx, agent, EVENTS, notices::event)?,
            }))
        })
        .await
    }
}

/// Every row of one agent.
fn all<T>(
    tx: &mut dyn Transaction,
    agent: AgentId,
    sql: &str,
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    tx.query(sql, &[text(agent)])?.iter().map(read).collect()
}

fn unless<T>(withheld: bool, read: impl FnOnce() -> Result<Vec<T>>) -> Result<Vec<T>> {
    if withheld { Ok(Vec::new()) } else { read() }
}

fn consent(row: &Row) -> Result<StoredConsent> {
    let version = u32::try_from(row.integer(5)?);
    Ok(StoredConsent {
        consent_version: version.map_err(|_| StoreError::Corrupt("a version is beyond all".to_owned()))?,
        agreed_at: row.time(6)?,
        withdrawn_at: row.time_if_any(7)?,
    })
}

const TARGETS: &str = "SELECT address, network, network_kind, veto, since, confirmed_at, check_ins FROM targets WHERE agent = $1";

fn target(row: &Row) -> Result<StoredTarget> {
    Ok(StoredTarget {
        address: row.text(0)?.to_owned(),
        network: row.network(1)?,
        network_kind: row.parse(2)?,
        veto: agents::veto(row.text(3)?)?,
        since: row.time(4)?,
        confirmed_at: row.time(5)?,
        check_ins: row.integer(6)?,
    })
}

const LINES: &str =
    "SELECT address, source_ports, shared, seen_at FROM lines WHERE agent = $1 ORDER BY seen_at, address";

fn line(row: &Row) -> Result<StoredLine> {
    Ok(StoredLine {
        address: row.text(0)?.to_owned(),
        source_ports: lines::source_ports(row, 1)?,
        shared: row.integer(2)? > 0,
        seen_at: row.time(3)?,
    })
}

const SUBSCRIPTIONS: &str =
    "SELECT endpoint, p256dh, since, news, pushed, failures, due_at FROM subscriptions WHERE agent = $1";

fn subscription(row: &Row) -> Result<StoredSubscription> {
    Ok(StoredSubscription {
        endpoint: row.text(0)?.to_owned(),
        p256dh: row.text(1)?.to_owned(),
        since: row.time(2)?,
        news: row.integer(3)?,
        pushed: row.integer(4)?,
        failures: row.integer(5)?,
        due_at: row.time(6)?,
    })
}

const SCANS: &str =
    "SELECT scan, address, network, reason, ports, progress, requested_at, finished_at FROM scans
                     WHERE agent = $1 ORDER BY requested_at, scan";

fn scan(row: &Row) -> Result<StoredScan> {
    Ok(StoredScan {
        scan: row.parse(0)?,
        address: row.text(1)?.to_owned(),
        network: row.network(2)?,
        reason: row.text(3)?.to_owned(),
        ports: row.ports(4)?,
        progress: scans::state(row, 5)?,
        requested_at: row.time(6)?,
        finished_at: row.time_if_any(7)?,
    })
}

const OBSERVATIONS: &str = "SELECT observed_at, protocol, port, state, scan FROM observations
                            WHERE agent = $1 ORDER BY observed_at, protocol, port";

fn observation(row: &Row) -> Result<StoredObservation> {
    // What was imported from a dataset knows of no scan.
    let scan = if row.text(4)?.is_empty() { None } else { Some(row.parse(4)?) };
    Ok(StoredObservation { observed_at: row.time(0)?, port: row.port(1)?, state: row.parse(3)?, scan })
}

const EVIDENCE: &str = "SELECT protocol, port, at, changed_at, body FROM evidence
                        WHERE agent = $1 ORDER BY protocol, port";

fn evidence(row: &Row) -> Result<StoredEvidence> {
    let body = match String::from_utf8(row.bytes(4)?) {
        Ok(said) => Said::Text(spelt_out(&said)),
        Err(bytes) => Said::Base64(BASE64.encode(bytes.as_bytes())),
    };
    Ok(StoredEvidence { port: row.port(0)?, at: row.time(2)?, changed_at: row.time(3)?, body })
}

const VERDICTS: &str = "SELECT protocol, port, verdict, at, expires_at FROM verdicts
                        WHERE agent = $1 ORDER BY protocol, port";

fn verdict(row: &Row) -> Result<StoredVerdict> {
    let verdict = row.text(2)?.to_owned();
    Ok(StoredVerdict { port: row.port(0)?, verdict, at: row.time(3)?, expires_at: row.time(4)? })
}

const NOTICES: &str =
    "SELECT notice, campaign, arm, ports, network, address, due_at, sent_at, state, closed_at,
                           reopened_at, delivered_at, drawn_at, popup_at, expired, fetched_at, engaged_at, variant
                       FROM notices WHERE agent = $1 ORDER BY due_at, notice";

fn notice(row: &Row) -> Result<StoredNotice> {
    Ok(StoredNotice {
        notice: row.parse(0)?,
        campaign: row.text(1)?.to_owned(),
        arm: row.parse(2)?,
        ports: row.ports(3)?,
        network: row.network(4)?,
        address: row.text(5)?.to_owned(),
        due_at: row.time(6)?,
        sent_at: row.time_if_any(7)?,
        state: notices::state(row.text(8)?)?,
        closed_at: row.time_if_any(9)?,
        reopened_at: row.time_if_any(10)?,
        delivered_at: row.time_if_any(11)?,
        drawn_at: row.time_if_any(12)?,
        popup_at: row.time_if_any(13)?,
        fetched_at: row.time_if_any(15)?,
        engaged_at: row.time_if_any(16)?,
        expired: row.integer(14)? > 0,
        variant: row.parse(17)?,
    })
}

const VISITS: &str = "SELECT visits.notice, visits.at, visits.page, visits.device
                      FROM visits JOIN notices ON notices.notice = visits.notice
                      WHERE notices.agent = $1 ORDER BY visits.at, visits.notice";

fn visit(row: &Row) -> Result<StoredVisit> {
    let (page, device) = (row.text(2)?.to_owned(), row.text(3)?.to_owned());
    Ok(StoredVisit { notice: row.parse(0)?, at: row.time(1)?, page, device })
}

const ANSWERS: &str = "SELECT notice, number, page, button, at FROM answers
                       WHERE agent = $1 ORDER BY at, notice, number";

fn answer(row: &Row) -> Result<StoredAnswer> {
    let (page, button) = (row.text(2)?.to_owned(), row.parse(3)?);
    Ok(StoredAnswer { notice: row.parse(0)?, number: row.integer(1)?, page, button, at: row.time(4)? })
}

const CASES: &str = "SELECT \"case\", notice, opened_at, closed_at, outcome FROM cases
                     WHERE agent = $1 ORDER BY opened_at, \"case\"";

fn case(row: &Row) -> Result<StoredCase> {
    Ok(StoredCase {
        case: row.parse(0)?,
        notice: row.parse(1)?,
        opened_at: row.time(2)?,
        closed_at: row.time_if_any(3)?,
        outcome: row.text(4)?.to_owned(),
    })
}

const OVERRIDES: &str = "SELECT overrides.notice, overrides.at, overrides.reason
     FROM overrides JOIN notices ON notices.notice = overrides.notice
     WHERE notices.agent = $1 AND notices.sent_at IS NOT NULL ORDER BY overrides.at, overrides.notice";

fn override_of(row: &Row) -> Result<StoredOverride> {
    Ok(StoredOverride { notice: row.parse(0)?, at: row.time(1)?, reason: row.text(2)?.to_owned() })
}

const EVENTS: &str = "SELECT number, at, news, about FROM events WHERE agent = $1 ORDER BY number";
