//! One-time addresses by which operators set their password. The token stands behind `#`, where no log sees it.

use data_encoding::HEXLOWER;
use jiff::Timestamp;

use super::LINK;
use crate::app::App;
use crate::chance::Chance;
use crate::secret;
use crate::store::{JoinRecord, Store, StoreError};

/// An address, shown once.
pub struct Link {
    /// The whole of it.
    pub address: String,
    /// Until when it can be opened.
    pub expires_at: Timestamp,
}

/// A new operator's id.
pub fn operator_id(chance: &Chance) -> String {
    HEXLOWER.encode(&chance.bytes::<8>())
}

/// The address by which the first operator joins. None: somebody has joined.
pub async fn for_the_first(app: &App) -> Result<Option<Link>, StoreError> {
    let (now, operator) = (app.clock.now(), operator_id(&app.chance));
    make(app, &app.store, JoinRecord { operator, code_serial: serial(app), is_first: true }, now).await
}

/// The address by which an operator joins, or joins anew.
pub async fn for_operator(app: &App, store: &Store, id: &str, now: Timestamp) -> Result<Link, StoreError> {
    let join = JoinRecord { operator: id.to_owned(), code_serial: serial(app), is_first: false };
    let link = make(app, store, join, now).await?;
    link.ok_or_else(|| StoreError::Corrupt("an operator can always have an address".to_owned()))
}

async fn make(
    app: &App,
    store: &Store,
    join: JoinRecord,
    now: Timestamp,
) -> Result<Option<Link>, StoreError> {
    let (token, expires_at) = (secret::token(&app.chance), now + LINK);
    let page = if join.is_first { "setup" } else { "join" };
    let address = format!("{}/console/{page}#{token}", app.config.public_url());
    let is_made = store.link(secret::hash(&token), join, expires_at).await?;
    Ok(is_made.then_some(Link { address, expires_at }))
}

/// Positive and unlike the one before.
fn serial(app: &App) -> i64 {
    i64::from(u32::from_be_bytes(app.chance.bytes()))
}
