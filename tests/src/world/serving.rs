//! The backend of a world: opened, served, and ended so that nothing of it lives on.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use akabeko_backend::app::App;
use akabeko_backend::chance::Chance;
use akabeko_backend::clock::Clock;
use akabeko_backend::config::Config;
use akabeko_backend::secret::Secret;
use akabeko_backend::store::{Invitation, Store};
use akabeko_backend::{http, secret};
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::fault::Faults;
use crate::witness::Witness;

/// A server at work, and the word that ends it.
pub(super) struct Serving {
    task: JoinHandle<()>,
    stop: Option<oneshot::Sender<()>>,
}

impl Serving {
    /// Ends it with every connection, so that nobody goes on talking to it.
    pub(super) async fn ends(&mut self) {
        drop(self.stop.take());
        // A stream of events never ends by itself.
        if tokio::time::timeout(Duration::from_secs(2), &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Opens the backend on what is on disk.
pub(super) async fn open(config: &Config, clock: Clock, seed: u64) -> Arc<App> {
    let chance = Chance::from_seed(seed);
    let secret = Secret::load(&config.data.join("secret.key"), &chance).expect("a key");
    let store = Store::open(&config.database()).await.expect("a store");
    App::new(config.clone(), store, clock, chance, secret).expect("an application")
}

/// Serves it, with faults before it and a witness.
pub(super) fn serve(app: &Arc<App>, listener: TcpListener, faults: &Faults, witness: &Witness) -> Serving {
    let router = faults.clone().before(witness.clone().before(http::router(app.clone())));
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let told = async move { _ = stopped.await };
        axum::serve(listener, service).with_graceful_shutdown(told).await.expect("a server that runs");
    });
    Serving { task, stop: Some(stop) }
}

/// Makes an invitation for everybody.
pub(super) async fn invite(app: &App) -> String {
    let code = secret::invitation_code(&app.chance);
    let (now, hours) = (app.clock.now(), SignedDuration::from_hours(24 * 365));
    let code_hash = secret::code_hash(&code);
    let invitation = Invitation { code_hash, label: "world".to_owned(), uses: 1000, expires_at: now + hours };
    app.store.invite(invitation, now).await.expect("a store");
    code
}
