//! Who is scanned now: every agent once a day, and again when its address changed; never while it is off.
//!
//! The only address that may be scanned is the one a check-in came from, and only while that check-in is fresh:
//! a home's address may belong to a stranger an hour later (section 3.1: no address, no scan).

use std::net::IpAddr;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How far scheduling may go.
#[derive(Clone, Debug)]
pub struct Rules {
    /// A check-in older than this says nothing about who has the address now.
    pub freshness: SignedDuration,
    /// A new address must have been held this long, or been confirmed twice, before its first scan.
    pub dwell: SignedDuration,
    /// Scans for changes of address, per agent and local day.
    pub changes_a_day: usize,
    /// Scans on the person's request, per agent and local day.
    pub requests_a_day: usize,
    /// Where a day begins and ends.
    pub time_zone: TimeZone,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            freshness: SignedDuration::from_mins(30),
            dwell: SignedDuration::from_mins(10),
            changes_a_day: 8,
            requests_a_day: 20,
            time_zone: TimeZone::UTC,
        }
    }
}

/// Where an agent is, by its check-ins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The source of its latest check-in.
    pub address: IpAddr,
    /// The first of the unbroken row of check-ins from there.
    pub since: Timestamp,
    /// The latest of them.
    pub confirmed_at: Timestamp,
    /// How many there were.
    pub check_ins: i64,
    /// Whether the device asked not to be scanned now.
    pub vetoed: bool,
}

/// Why a scan is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// None was made today.
    Daily,
    /// The address is another than the last one scanned.
    Change,
    /// The person asked.
    Request,
}

/// A scan of the recent past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastScan {
    /// What was scanned.
    pub address: IpAddr,
    /// Why.
    pub reason: Reason,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// How it ended.
    pub progress: Progress,
}

/// How far a scan has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Waiting, or running.
    Due,
    /// Every probe has its answer.
    Done,
    /// Given up: the address was no longer confirmed, or may not be scanned.
    Dropped,
}

/// How long a scan that was given up is not tried again: what stood in its way may still be there.
const AFTER_A_DROP: SignedDuration = SignedDuration::from_mins(5);

/// Whether a scan is due for an agent with this target and these scans (of at least today), and why.
pub fn due(target: &Target, scans: &[PastScan], rules: &Rules, now: Timestamp) -> Option<Reason> {
    let waiting = scans.iter().any(|scan| match scan.progress {
        Progress::Due => true,
        Progress::Dropped => now.duration_since(scan.requested_at) < AFTER_A_DROP,
        Progress::Done => false,
    });
    if waiting || target.vetoed || !is_fresh(target, rules, now) || !has_settled(target, rules, now) {
        return None;
    }
    let done = || scans.iter().filter(|scan| scan.progress == Progress::Done);
    // A look at a few ports on request does not replace the day's scan.
    let latest = done().filter(|scan| scan.reason != Reason::Request).max_by_key(|scan| scan.requested_at);
    match latest {
        Some(latest) if !same_line(latest.address, target.address) => {
            let changes = done().filter(|scan| scan.reason == Reason::Change);
            let today = changes.filter(|scan| same_day(scan.requested_at, now, rules)).count();
            (today < rules.changes_a_day).then_some(Reason::Change)
        }
        Some(latest) if same_day(latest.requested_at, now, rules) => None,
        Some(_) | None => Some(Reason::Daily),
    }
}

/// How long the schedule leaves a target out of sight at most, whatever it knows.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// When to ask again whether a scan is due that is not due now, provided that nothing happens to the target before:
/// it checks in from where it is or not at all, wishes the same, and none of its scans ends.
pub fn ask_again_at(target: &Target, scans: &[PastScan], rules: &Rules, now: Timestamp) -> Timestamp {
    let dropped = scans.iter().filter(|scan| scan.progress == Progress::Dropped);
    let retried = dropped.map(|scan| scan.requested_at + AFTER_A_DROP);
    let turns = retried.chain([target.since + rules.dwell]).chain(next_midnight(rules, now));
    turns.filter(|turn| *turn > now).fold(now + LONGEST, Timestamp::min)
}

fn next_midnight(rules: &Rules, now: Timestamp) -> Option<Timestamp> {
    let tomorrow = now.to_zoned_datetime(rules.time_zone.clone()).date().tomorrow().ok()?;
    tomorrow.to_zoned_datetime(rules.time_zone.clone()).ok().map(|midnight| midnight.timestamp())
}

/// Why a person's wish for a scan cannot be met now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The device has not checked in lately, so nobody knows its address.
    NotHere,
    /// The device asked not to be scanned.
    Vetoed,
    /// The person no longer agrees to be scanned.
    Withdrawn,
    /// The day's share is used up.
    TooMany,
    /// Somebody who answers for the address wants it left alone.
    OptedOut,
    /// An operator lets nothing leave for the moment.
    Halted,
}

/// Whether the person may have a scan now. A scan that is already waiting will do.
pub fn may_request(
    target: &Target,
    scans: &[PastScan],
    rules: &Rules,
    now: Timestamp,
) -> Result<(), Unavailable> {
    let requests = scans.iter().filter(|scan| scan.reason == Reason::Request);
    let today = requests.filter(|scan| same_day(scan.requested_at, now, rules)).count();
    if !is_fresh(target, rules, now) {
        Err(Unavailable::NotHere)
    } else if target.vetoed {
        Err(Unavailable::Vetoed)
    } else if today >= rules.requests_a_day {
        Err(Unavailable::TooMany)
    } else {
        Ok(())
    }
}

/// Whether the latest check-in still says who has the address.
pub fn is_fresh(target: &Target, rules: &Rules, now: Timestamp) -> bool {
    now.duration_since(target.confirmed_at) <= rules.freshness
}

fn has_settled(target: &Target, rules: &Rules, now: Timestamp) -> bool {
    target.check_ins >= 2 || now.duration_since(target.since) >= rules.dwell
}

/// Whether two addresses are one line: equal, or IPv6 addresses of one /64, within which devices change their
/// address several times a day on purpose (RFC 8981).
fn same_line(left: IpAddr, right: IpAddr) -> bool {
    match (left, right) {
        (IpAddr::V6(left), IpAddr::V6(right)) => left.segments()[..4] == right.segments()[..4],
        (IpAddr::V4(_), IpAddr::V4(_)) | (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => {
            left == right
        }
    }
}

fn same_day(at: Timestamp, now: Timestamp, rules: &Rules) -> bool {
    let date = |time: Timestamp| time.to_zoned_datetime(rules.time_zone.clone()).date();
    date(at) == date(now)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOME: &str = "192.0.2.1";
    const HOTEL: &str = "198.51.100.7";

    fn at(text: &str) -> Timestamp {
        format!("2026-04-{text}:00+09:00").parse().unwrap()
    }

    fn rules() -> Rules {
        Rules { time_zone: TimeZone::get("Asia/Tokyo").unwrap(), ..Rules::default() }
    }

    fn target(address: &str, since: &str, confirmed: &str) -> Target {
        let (since, confirmed_at) = (at(since), at(confirmed));
        let check_ins = if since == confirmed_at { 1 } else { 2 };
        Target { address: address.parse().unwrap(), since, confirmed_at, check_ins, vetoed: false }
    }

    fn done(address: &str, reason: Reason, when: &str) -> PastScan {
        let address = address.parse().unwrap();
        PastScan { address, reason, requested_at: at(when), progress: Progress::Done }
    }

    #[test]
    fn every_agent_that_is_here_is_scanned_once_a_local_day() {
        let here = target(HOME, "01T08:00", "02T00:05");
        let yesterday = done(HOME, Reason::Daily, "01T23:55");
        assert_eq!(due(&here, &[yesterday], &rules(), at("02T00:06")), Some(Reason::Daily));
        let today = done(HOME, Reason::Daily, "02T00:06");
        assert_eq!(due(&here, &[yesterday, today], &rules(), at("02T00:30")), None);
    }

    #[test]
    fn a_change_of_address_is_scanned_again_there_and_back() {
        let home = done(HOME, Reason::Daily, "01T08:00");
        let hotel = target(HOTEL, "01T12:00", "01T12:15");
        assert_eq!(due(&hotel, &[home], &rules(), at("01T12:15")), Some(Reason::Change));
        let there = done(HOTEL, Reason::Change, "01T12:15");
        let back = target(HOME, "01T20:00", "01T20:15");
        assert_eq!(due(&back, &[home, there], &rules(), at("01T20:16")), Some(Reason::Change));
    }

    #[test]
    fn nothing_is_scanned_without_a_fresh_check_in() {
        let here = target(HOME, "01T08:00", "01T08:10");
        assert_eq!(due(&here, &[], &rules(), at("01T08:40")), Some(Reason::Daily));
        assert_eq!(due(&here, &[], &rules(), at("01T08:41")), None);
    }

    #[test]
    fn a_new_address_is_held_for_a_while_or_confirmed_first() {
        let new = target(HOME, "01T08:00", "01T08:00");
        assert_eq!(due(&new, &[], &rules(), at("01T08:09")), None);
        assert_eq!(due(&new, &[], &rules(), at("01T08:10")), Some(Reason::Daily));
        let confirmed = target(HOME, "01T08:00", "01T08:05");
        assert_eq!(due(&confirmed, &[], &rules(), at("01T08:05")), Some(Reason::Daily));
    }

    #[test]
    fn a_veto_and_a_waiting_scan_prevent_another() {
        let here = target(HOME, "01T08:00", "01T08:10");
        assert_eq!(due(&Target { vetoed: true, ..here }, &[], &rules(), at("01T08:10")), None);
        let waiting = PastScan { progress: Progress::Due, ..done(HOME, Reason::Daily, "01T08:10") };
        assert_eq!(due(&here, &[waiting], &rules(), at("01T08:11")), None);
    }

    #[test]
    fn changes_are_capped_per_day_and_a_dropped_scan_is_made_again() {
        let mut scans = vec![done(HOME, Reason::Daily, "01T00:10")];
        scans.extend((1..=8).map(|hour| done(HOTEL, Reason::Change, &format!("01T{hour:02}:00"))));
        let back = target(HOME, "01T09:00", "01T09:15");
        assert_eq!(due(&back, &scans, &rules(), at("01T09:15")), None);
        let tomorrow = target(HOME, "01T09:00", "02T00:05");
        assert_eq!(due(&tomorrow, &scans, &rules(), at("02T00:05")), Some(Reason::Change));
        let dropped = PastScan { progress: Progress::Dropped, ..done(HOME, Reason::Daily, "01T08:06") };
        let here = target(HOME, "01T08:00", "01T08:10");
        assert_eq!(due(&here, &[dropped], &rules(), at("01T08:10")), None);
        assert_eq!(due(&here, &[dropped], &rules(), at("01T08:11")), Some(Reason::Daily));
    }

    #[test]
    fn ipv6_addresses_of_one_line_are_no_change() {
        let scanned = done("2001:db8:1:2:aaaa::1", Reason::Daily, "01T08:00");
        let moved = target("2001:db8:1:2:bbbb::1", "01T09:00", "01T09:15");
        assert_eq!(due(&moved, &[scanned], &rules(), at("01T09:15")), None);
        let elsewhere = target("2001:db8:1:3:bbbb::1", "01T09:00", "01T09:15");
        assert_eq!(due(&elsewhere, &[scanned], &rules(), at("01T09:15")), Some(Reason::Change));
    }

    #[test]
    fn a_person_gets_a_scan_when_the_device_is_here() {
        let here = target(HOME, "01T08:00", "01T08:00");
        assert_eq!(may_request(&here, &[], &rules(), at("01T08:01")), Ok(()));
        assert_eq!(may_request(&here, &[], &rules(), at("01T09:01")), Err(Unavailable::NotHere));
        let many = vec![done(HOME, Reason::Request, "01T08:00"); 20];
        assert_eq!(may_request(&here, &many, &rules(), at("01T08:01")), Err(Unavailable::TooMany));
        let vetoed = Target { vetoed: true, ..here };
        assert_eq!(may_request(&vetoed, &[], &rules(), at("01T08:01")), Err(Unavailable::Vetoed));
        let looked = done(HOME, Reason::Request, "01T08:00");
        let settled = Target { check_ins: 2, ..here };
        assert_eq!(due(&settled, &[looked], &rules(), at("01T08:02")), Some(Reason::Daily));
    }

    #[test]
    fn a_target_comes_back_into_sight_when_its_time_may_have_come() {
        let here = target(HOME, "01T08:00", "01T08:00");
        let again = |target: &Target, scans: &[PastScan], now| ask_again_at(target, scans, &rules(), at(now));
        assert_eq!(again(&here, &[], "01T08:01"), at("01T08:10"), "it has settled by then");
        let today = done(HOME, Reason::Daily, "01T08:10");
        assert_eq!(again(&here, &[today], "01T08:11"), at("01T09:11"), "never longer than an hour");
        assert_eq!(again(&here, &[today], "01T23:30"), at("02T00:00"));
        let dropped = PastScan { progress: Progress::Dropped, ..today };
        assert_eq!(again(&here, &[dropped], "01T08:12"), at("01T08:15"));
    }

    proptest! {
        #[test]
        fn nothing_is_due_while_a_target_is_out_of_sight(
            (since, check_ins, vetoed) in (0..4000_i64, 1..4_i64, proptest::bool::weighted(0.1)),
            scans in proptest::collection::vec((0..4000_i64, 0..3_u8, 0..3_u8, any::<bool>()), 0..12),
            (later, step) in (0..300_i64, 1..4000_i64),
        ) {
            let begin = at("01T08:00");
            let after = |minutes| begin + SignedDuration::from_mins(minutes);
            let scans: Vec<PastScan> = scans.into_iter().map(|(minutes, reason, progress, home)| PastScan {
                address: if home { HOME } else { HOTEL }.parse().unwrap(),
                reason: [Reason::Daily, Reason::Change, Reason::Request][usize::from(reason)],
                requested_at: after(minutes),
                progress: [Progress::Due, Progress::Done, Progress::Dropped][usize::from(progress)],
            }).collect();
            let now = after(4000 + later);
            let fresh = |now| Target { since: after(since), check_ins, vetoed, ..confirmed(now) };
            if due(&fresh(now), &scans, &rules(), now).is_none() {
                let again = ask_again_at(&fresh(now), &scans, &rules(), now);
                prop_assert!(again > now);
                let then = now + SignedDuration::from_secs(step);
                let then = then.min(again - SignedDuration::from_micros(1));
                prop_assert_eq!(due(&fresh(then), &scans, &rules(), then), None);
            }
        }
    }

    fn confirmed(now: Timestamp) -> Target {
        Target { confirmed_at: now, ..target(HOME, "01T08:00", "01T08:00") }
    }
}
