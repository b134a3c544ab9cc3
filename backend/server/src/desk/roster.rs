//! Everybody who takes part, looked through at once: who is wanted, and how many there are.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use akabeko_shared::{AgentId, Platform};
use jiff::{SignedDuration, Timestamp};

use crate::store::{Member, Standing};

/// Everybody, the newest first.
pub struct Roster(Vec<Member>);

/// Who is wanted; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The beginning of an id or an address, or a part of a label, in letters of any case.
    pub search: String,
    /// Of one platform.
    pub platform: Option<Platform>,
    /// In one standing.
    pub standing: Option<Standing>,
    /// Of these.
    pub among: Option<BTreeSet<AgentId>>,
    /// Those after this one.
    pub after: Option<AgentId>,
}

/// How many agents there are, by what they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// All.
    pub enrolled: i64,
    /// Checked in lately, and may be scanned.
    pub online: i64,
    /// Checked in lately, and do not want to be.
    pub paused: i64,
    /// Did not check in lately.
    pub away: i64,
    /// Took their agreement back.
    pub withdrawn: i64,
}

impl Roster {
    /// Puts them in order. Ids begin with the time at which they were made.
    pub fn of(mut members: Vec<Member>) -> Self {
        members.sort_unstable_by_key(|member| Reverse(member.agent));
        Self(members)
    }

    /// How long it may be held: reading it takes a few microseconds an agent, and a twentieth of one processor may go
    /// into that.
    pub fn keeps(&self) -> SignedDuration {
        SignedDuration::from_micros(i64::try_from(self.0.len()).unwrap_or(i64::MAX).saturating_mul(100))
    }

    /// How many match in all, and at most `most` of them that come after the one that is named, the newest first.
    pub fn find(&self, wanted: &Wanted, fresh_since: Timestamp, most: usize) -> (usize, Vec<AgentId>) {
        let search = wanted.search.trim().to_lowercase();
        let matching = self.0.iter().filter(|member| wanted.is(member, &search, fresh_since));
        let (mut total, mut found) = (0, Vec::new());
        for member in matching {
            total += 1;
            if found.len() < most && wanted.after.is_none_or(|after| member.agent < after) {
                found.push(member.agent);
            }
        }
        (total, found)
    }

    /// How many there are, by what they do.
    pub fn headcount(&self, fresh_since: Timestamp) -> Headcount {
        let mut heads = Headcount::default();
        for member in &self.0 {
            heads.enrolled += 1;
            *match member.facts.standing(fresh_since) {
                Standing::Online => &mut heads.online,
                Standing::Paused => &mut heads.paused,
                Standing::Away => &mut heads.away,
                Standing::Withdrawn => &mut heads.withdrawn,
            } += 1;
        }
        heads
    }
}

impl Wanted {
    fn is(&self, member: &Member, search: &str, fresh_since: Timestamp) -> bool {
        self.platform.is_none_or(|platform| platform == member.platform)
            && self.standing.is_none_or(|standing| standing == member.facts.standing(fresh_since))
            && self.among.as_ref().is_none_or(|among| among.contains(&member.agent))
            && (search.is_empty()
                || member.address.starts_with(search)
                || member.label.to_lowercase().contains(search)
                || member.agent.to_string().starts_with(search))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Facts;

    fn member(number: u8) -> Member {
        let made_at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(number.into());
        Member {
            agent: AgentId::at(made_at, [0; 10]),
            platform: Platform::Desktop,
            facts: Facts { is_withdrawn: false, is_vetoed: false, confirmed_at: None },
            address: format!("192.0.2.{number}"),
            label: "Town Hall".to_owned(),
        }
    }

    #[test]
    fn pages_follow_each_other_the_newest_first_and_the_total_stays() {
        let roster = Roster::of([2, 5, 1, 4, 3].map(member).into());
        let ids = |numbers: &[u8]| numbers.iter().map(|number| member(*number).agent).collect::<Vec<_>>();
        let page = |after: Option<u8>| {
            let wanted = Wanted { after: after.map(|number| member(number).agent), ..Wanted::default() };
            roster.find(&wanted, Timestamp::UNIX_EPOCH, 2)
        };
        assert_eq!(page(None), (5, ids(&[5, 4])));
        assert_eq!(page(Some(4)), (5, ids(&[3, 2])));
        assert_eq!(page(Some(2)), (5, ids(&[1])));
        assert_eq!(page(Some(1)), (5, ids(&[])));
    }

    #[test]
    fn a_search_takes_letters_of_any_case() {
        let roster = Roster::of([1, 2].map(member).into());
        let found = |search: &str| {
            let wanted = Wanted { search: search.to_owned(), ..Wanted::default() };
            roster.find(&wanted, Timestamp::UNIX_EPOCH, 9).0
        };
        let id = member(1).agent.to_string().to_uppercase();
        assert_eq!(
            [found(" town"), found("192.0.2.1"), found(&id), found("hall x"), found("")],
            [2, 1, 1, 0, 2]
        );
    }

    #[test]
    fn a_withdrawal_outweighs_all_and_an_old_check_in_a_veto() {
        let (fresh_since, old) =
            (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH - SignedDuration::from_secs(1));
        let standing = |is_withdrawn, is_vetoed, confirmed_at| {
            Facts { is_withdrawn, is_vetoed, confirmed_at }.standing(fresh_since)
        };
        assert_eq!(standing(true, true, Some(fresh_since)), Standing::Withdrawn);
        assert_eq!(standing(false, true, Some(old)), Standing::Away);
        assert_eq!(standing(false, true, Some(fresh_since)), Standing::Paused);
        assert_eq!(standing(false, false, Some(fresh_since)), Standing::Online);
        assert_eq!(standing(false, false, None), Standing::Away);
    }
}
