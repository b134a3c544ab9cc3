//! What lets a browser see a page whose address holds no token: a sealed cookie, good for one notice and one day.
//!
//! The address of a notice is its key, and addresses are kept in histories, shared and seen over shoulders. So the
//! key is taken off it at once.

use std::fmt;

use akabeko_shared::NoticeId;
use axum::http::{HeaderMap, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};

use crate::secret::Secret;

/// How long a browser may come back without the full address.
const HOLDS: SignedDuration = SignedDuration::from_hours(24);

const PURPOSE: &str = "grant";

/// How somebody came to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From the app, with a ticket.
    App,
    /// By the full address alone.
    Address,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Address => "address",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::App, Self::Address].into_iter().find(|way| way.word() == word)
    }
}

/// The right to see the page of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grant {
    pub(super) notice: NoticeId,
    /// The number of the address that it came by. Once the address was replaced, the grant is worth nothing.
    pub(super) serial: i64,
    pub(super) way: Way,
    until: Timestamp,
}

impl Grant {
    pub(super) fn new(notice: NoticeId, serial: i64, way: Way, now: Timestamp) -> Self {
        Self { notice, serial, way, until: now + HOLDS }
    }

    /// The header that has a browser keep it. Without TLS no browser takes a `__Host-` cookie from everywhere, and
    /// such a service is a trial on one machine.
    pub(super) fn cookie(&self, secret: &Secret, is_secure: bool) -> Option<HeaderValue> {
        let (name, seal) = (name(self.notice, is_secure), secret.seal(PURPOSE, self));
        let Self { serial, way, until, .. } = self;
        let value = format!("{}.{serial}.{}.{seal}", way.word(), until.as_second());
        let secure = if is_secure { "; Secure" } else { "" };
        let life = HOLDS.as_secs();
        let cookie = format!("{name}={value}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&cookie).ok()
    }

    /// The grant that a browser brings for this notice, if it is one of ours and still good.
    pub(super) fn read(
        headers: &HeaderMap,
        notice: NoticeId,
        secret: &Secret,
        is_secure: bool,
        now: Timestamp,
    ) -> Option<Self> {
        let name = name(notice, is_secure);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find_map(|(key, value)| {
            let [way, serial, until, seal] = fields(value).filter(|_| key == name)?;
            let (serial, until) = (serial.parse().ok()?, Timestamp::from_second(until.parse().ok()?).ok()?);
            let grant = Self { notice, serial, way: Way::of(way)?, until };
            (secret.has_sealed(PURPOSE, grant, seal) && now < until).then_some(grant)
        })
    }
}

/// What is sealed: all of it.
impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { notice, serial, way, until } = self;
        write!(f, "{notice} {serial} {} {}", way.word(), until.as_second())
    }
}

fn name(notice: NoticeId, is_secure: bool) -> String {
    format!("{}notice-{notice}", if is_secure { "__Host-" } else { "" })
}

fn fields(value: &str) -> Option<[&str; 4]> {
    let mut fields = value.split('.');
    let all = [fields.next()?, fields.next()?, fields.next()?, fields.next()?];
    fields.next().is_none().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    fn brought(cookie: &HeaderValue) -> HeaderMap {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(header::COOKIE, format!("theme=dark; {pair}").parse().unwrap())])
    }

    #[test]
    fn a_grant_comes_back_as_it_went_for_its_notice_and_its_day() {
        let (chance, now) = (Chance::from_seed(1), Timestamp::UNIX_EPOCH);
        let (secret, other) = (Secret::fresh(&chance), Secret::fresh(&chance));
        let (notice, another) = (chance.notice(now), chance.notice(now));
        for is_secure in [true, false] {
            for way in [Way::App, Way::Address] {
                let grant = Grant::new(notice, 3, way, now);
                let headers = brought(&grant.cookie(&secret, is_secure).unwrap());
                let read = |notice, secret, at| Grant::read(&headers, notice, secret, is_secure, at);
                assert_eq!(read(notice, &secret, now), Some(grant));
                assert_eq!(read(another, &secret, now), None);
                assert_eq!(read(notice, &other, now), None);
                assert_eq!(read(notice, &secret, now + HOLDS), None);
            }
        }
    }

    #[test]
    fn nothing_in_it_can_be_changed() {
        let (chance, now) = (Chance::from_seed(1), Timestamp::UNIX_EPOCH);
        let (secret, notice) = (Secret::fresh(&chance), chance.notice(now));
        let cookie = Grant::new(notice, 3, Way::Address, now).cookie(&secret, true).unwrap();
        let cookie = cookie.to_str().unwrap();
        for (from, to) in [("=address.", "=app."), (".3.", ".4."), (".86400.", ".86401."), (".3.", ".3.3.")] {
            let altered = cookie.replacen(from, to, 1);
            assert_ne!(altered, cookie);
            let headers = brought(&altered.parse().unwrap());
            assert_eq!(Grant::read(&headers, notice, &secret, true, now), None, "{from}");
        }
    }

    #[test]
    fn with_tls_the_cookie_stays_with_this_very_host() {
        let (chance, now) = (Chance::from_seed(1), Timestamp::UNIX_EPOCH);
        let grant = Grant::new(chance.notice(now), 0, Way::Address, now);
        let cookie = |is_secure| {
            let cookie = grant.cookie(&Secret::fresh(&chance), is_secure).unwrap();
            cookie.to_str().unwrap().to_owned()
        };
        let (secure, plain) = (cookie(true), cookie(false));
        assert!(
            secure.starts_with("__Host-notice-")
                && secure.ends_with("; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure")
        );
        assert!(plain.starts_with("notice-") && plain.ends_with("; SameSite=Lax"));
    }
}
