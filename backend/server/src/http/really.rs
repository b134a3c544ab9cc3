//! “Is this really from you?”: looks a check word up among the notices that were sent. A word is short, so whoever
//! asks too often from one line is asked to wait.

use std::collections::BTreeSet;
use std::sync::Arc;

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
use crate::desk::throttle::{self, Throttle};
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
    let verdict = if !asked.lines.may_try(throttle::line(from), now) {
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
    let (catalogue, organisation) = (app.catalogue(language), &app.organisation());
    let html = page::check(&CheckPage { catalogue, organisation, verdict });
    written(html, "the page that checks a word")
}

/// How often a line may ask within how long.
const ASKS: u32 = 10;
const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// Who asked lately, and how often; and what they are answered by.
struct Asked {
    lines: Throttle,
    words: tokio::sync::Mutex<Words>,
}

impl Default for Asked {
    fn default() -> Self {
        Self { lines: Throttle::new(ASKS, WITHIN), words: tokio::sync::Mutex::default() }
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
}
