//! Whether an agent was at an address at a time, as far as what is known of its way tells: for reports from elsewhere,
//! which name addresses and not people.
//!
//! Addresses change hands. So an agent was there only if it was known there shortly before or after, or on both sides of a
//! gap that a day without a scan explains, and nothing shows it elsewhere in between.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

/// How long a single sighting holds: as long as a check-in lets an address be scanned.
pub const FRESH: SignedDuration = SignedDuration::from_mins(30);

/// The longest gap between two sightings at one address that counts as having stayed.
pub const GAP: SignedDuration = SignedDuration::from_hours(36);

/// Where an agent was seen, and when.
pub type Sighting = (Timestamp, IpAddr);

/// Whether an agent of these sightings, in any order, was at `address` at a time.
pub fn was_at(sightings: &[Sighting], address: IpAddr, at: Timestamp) -> bool {
    let before = sightings.iter().filter(|(seen, _)| *seen <= at).max_by_key(|(seen, _)| *seen);
    let after = sightings.iter().filter(|(seen, _)| *seen >= at).min_by_key(|(seen, _)| *seen);
    let is_near = |(seen, _): &Sighting| seen.duration_since(at).abs() <= FRESH;
    let is_there = |sighting: &Sighting| sighting.1 == address;
    match (before, after) {
        (Some(before), Some(after)) if is_there(before) && is_there(after) => {
            after.0.duration_since(before.0) <= GAP || is_near(before) || is_near(after)
        }
        (Some(one), Some(other)) => {
            let (there, elsewhere) = if is_there(one) { (one, other) } else { (other, one) };
            is_there(there) && is_near(there) && !is_near(elsewhere)
        }
        (Some(one), None) | (None, Some(one)) => is_there(one) && is_near(one),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    /// What it is, the minutes and places of sightings, the minute in question, and whether the agent was at home.
    type Case<'a> = (&'a str, &'a [(i64, IpAddr)], i64, bool);

    #[test]
    fn an_agent_was_where_it_was_seen_around_that_time() {
        let (home, hotel): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "198.51.100.7".parse().unwrap());
        const DAY: i64 = 24 * 60;
        let table: [Case<'_>; 11] = [
            ("never seen", &[], 0, false),
            ("just before", &[(0, home)], 30, true),
            ("too long before", &[(0, home)], 31, false),
            ("just after", &[(30, home)], 0, true),
            ("between two daily scans", &[(0, home), (DAY, home)], DAY / 2, true),
            ("in an absence of three days", &[(0, home), (3 * DAY, home)], DAY, false),
            ("at the edge of that absence", &[(0, home), (3 * DAY, home)], 20, true),
            ("only ever elsewhere", &[(0, hotel), (DAY, hotel)], 60, false),
            ("long before it went elsewhere", &[(0, home), (DAY, hotel)], 10, true),
            ("while the address changed", &[(0, home), (20, hotel)], 10, false),
            ("in the middle, elsewhere next", &[(0, home), (DAY, hotel)], DAY / 2, false),
        ];
        for (what, seen, at, expected) in table {
            let sightings: Vec<Sighting> =
                seen.iter().rev().map(|(at, place)| (minute(*at), *place)).collect();
            assert_eq!(was_at(&sightings, home, minute(at)), expected, "{what}");
        }
    }
}
