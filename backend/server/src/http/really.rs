//! “Is this really from you?”: looks a check word up among the notices that were sent. A word is short, so whoever
//! asks too often from one line is asked to wait.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use akabeko_shared::Language;
use axum::extract::{Form, State};
use axum::http::HeaderMap;
use axum::middleware::map_response;
use axum::response::Html;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::client_address::ClientAddress;
use super::notice::{language, private, refuse_other_sites};
use super::problem::{Parameters, Problem};
use super::written::{View, written};
use crate::app::App;
use crate::page::{self, CheckPage, Verdict};

pub(super) fn routes() -> Router<Arc<App>> {
    let pages = Router::new().route("/really", get(show).post(check));
    pages.layer(Extension(Arc::<Asked>::default())).layer(map_response(private))
}

/// The word that somebody read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    word: String,
}

async fn show(
    State(app): State<Arc<App>>,
    Parameters(view): Parameters<View>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    write(&app, &view, &headers, Verdict::Asks)
}

async fn check(
    Extension(asked): Extension<Arc<Asked>>,
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Parameters(view): Parameters<View>,
    headers: HeaderMap,
    Form(said): Form<Said>,
) -> Result<Html<String>, Problem> {
    refuse_other_sites(&headers)?;
    let now = app.clock.now();
    let verdict = if !asked.may_ask(from, now) {
        Verdict::TooMany
    } else if is_ours(&app, &asked, &said.word, now).await? {
        Verdict::Ours
    } else {
        Verdict::Unknown
    };
    write(&app, &view, &headers, verdict)
}

/// The words of all notices that were sent lately, made anew once a minute: words are not kept.
#[derive(Default)]
struct Words {
    made_at: Option<Timestamp>,
    plain: BTreeSet<String>,
}

/// How long the words are good for.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// Whether a notice with this word was sent lately.
async fn is_ours(app: &App, asked: &Asked, said: &str, now: Timestamp) -> Result<bool, Problem> {
    let said = plain(said);
    let mut words = asked.words.lock().await;
    if words.made_at.is_none_or(|made_at| now.duration_since(made_at) >= FRESH) {
        let sent = app.store.notices_sent_after(now - app.config.page_life()).await?;
        let both = |notice| [Language::Ja, Language::En].map(|language| app.secret.word(notice, language));
        *words = Words {
            made_at: Some(now),
            plain: sent.into_iter().flat_map(both).map(|word| plain(&word)).collect(),
        };
    }
    Ok(words.plain.contains(&said))
}

/// A word however it was typed: case, spaces, dots and dashes do not matter, nor do full-width digits.
fn plain(word: &str) -> String {
    let narrow = |letter: char| match letter {
        '０'..='９' => char::from(b'0' + (u32::from(letter) - u32::from('０')) as u8),
        letter => letter,
    };
    word.chars().map(narrow).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn write(app: &App, view: &View, headers: &HeaderMap, verdict: Verdict) -> Result<Html<String>, Problem> {
    let language = language(view.lang.as_deref(), headers).unwrap_or_default();
    let (catalogue, organisation) = (app.catalogue(language), &app.config.organisation);
    let html = page::check(&CheckPage { catalogue, organisation, verdict });
    written(html, "the page that checks a word")
}

/// How often a line may ask within how long.
const ASKS: u32 = 10;
const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How many lines are remembered before those whose time has passed are forgotten.
const REMEMBERED: usize = 10_000;

/// Who asked lately, and how often; and what they are answered by.
#[derive(Default)]
struct Asked {
    lines: Mutex<BTreeMap<Vec<u8>, (Timestamp, u32)>>,
    words: tokio::sync::Mutex<Words>,
}

impl Asked {
    /// Counts a question, and says whether it may be answered. Over IPv6 a customer may have a /48 (RFC 6177). When too many lines ask at once, new ones wait.
    fn may_ask(&self, from: IpAddr, now: Timestamp) -> bool {
        let line = match from {
            IpAddr::V4(four) => four.octets().to_vec(),
            IpAddr::V6(six) => six.octets()[..6].to_vec(),
        };
        let mut asked = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= REMEMBERED {
            asked.retain(|_, (since, _)| now.duration_since(*since) < WITHIN);
        }
        if asked.len() >= REMEMBERED && !asked.contains_key(&line) {
            return false;
        }
        let (since, count) = asked.entry(line).or_insert((now, 0));
        if now.duration_since(*since) >= WITHIN {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        *count <= ASKS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_however_it_is_typed() {
        for typed in ["みかん・3821", "みかん 3821", "みかん３８２１", " みかん-3821 "] {
            assert_eq!(plain(typed), plain("みかん・3821"), "{typed}");
        }
        assert_eq!(plain("MIKAN 3821"), plain("mikan-3821"));
        assert_ne!(plain("mikan-3822"), plain("mikan-3821"));
    }

    #[test]
    fn a_line_may_ask_ten_times_in_ten_minutes() {
        let (asked, now) = (Asked::default(), Timestamp::UNIX_EPOCH);
        let from = |text: &str| text.parse().unwrap();
        for _ in 0..ASKS {
            assert!(asked.may_ask(from("2001:db8::1"), now));
        }
        assert!(!asked.may_ask(from("2001:db8:0:9::2"), now), "the same customer");
        assert!(asked.may_ask(from("2001:db8:1::1"), now) && asked.may_ask(from("192.0.2.1"), now));
        assert!(asked.may_ask(from("2001:db8::1"), now + WITHIN));
    }

    #[test]
    fn it_remembers_no_more_than_it_must() {
        let (asked, now) = (Asked::default(), Timestamp::UNIX_EPOCH);
        let home = |number: usize| IpAddr::from((number as u32).to_be_bytes());
        assert!((0..REMEMBERED).all(|number| asked.may_ask(home(number), now)));
        assert!(!asked.may_ask(home(REMEMBERED), now) && asked.may_ask(home(0), now));
        assert!(asked.may_ask(home(REMEMBERED), now + WITHIN));
    }
}
