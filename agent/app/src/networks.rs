//! The networks that this device is in, each by what the person said of it.

use std::sync::{Arc, Mutex, PoisonError};

use akabeko_agent_core::Event;
use akabeko_shared::wire::Network;
use akabeko_shared::{NetworkKey, NetworkKind};
use anyhow::Result;
use futures::future::BoxFuture;
use futures::{Stream, stream};

use crate::settings::Settings;

/// What a device sees of the network that it is in.
pub trait Surroundings: Send + 'static {
    /// The network's name for the backend; None without a way to the internet.
    fn key(&self) -> Option<NetworkKey>;

    /// The name for the backend of whatever network the system tells nothing of.
    fn key_of_the_untold(&self) -> Option<NetworkKey>;

    /// Looks until it is known which network this is, or that nobody will know.
    fn look_closely(&mut self) -> BoxFuture<'_, ()>;

    /// Waits until there is something new.
    fn change(&mut self) -> BoxFuture<'_, ()>;
}

/// What is known of the network that this device is in.
#[derive(Clone)]
pub(crate) struct Networks {
    sight: Arc<tokio::sync::Mutex<Box<dyn Surroundings>>>,
    now: Arc<Mutex<Option<NetworkKey>>>,
    untold: Option<NetworkKey>,
    settings: Arc<Mutex<Settings>>,
}

impl Networks {
    /// Looks for the first time.
    pub(crate) fn new(sight: Box<dyn Surroundings>, settings: Arc<Mutex<Settings>>) -> Self {
        let now = Arc::new(Mutex::new(sight.key()));
        let untold = sight.key_of_the_untold();
        Self { sight: Arc::new(tokio::sync::Mutex::new(sight)), now, untold, settings }
    }

    /// The network that this device is in. One of which the system tells nothing, or nothing yet, is never home:
    /// nobody could say which one that was.
    pub(crate) fn network(&self) -> Option<Network> {
        match self.now() {
            Some(key) => {
                let kind = self.settings.lock().unwrap_or_else(PoisonError::into_inner).kind(&key);
                Some(Network { key, kind })
            }
            None => Some(Network { key: self.untold.clone()?, kind: NetworkKind::Away }),
        }
    }

    /// Looks where this device is now, after a time in which nobody did.
    pub(crate) async fn look(&self) {
        let mut sight = self.sight.lock().await;
        sight.look_closely().await;
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = sight.key();
    }

    /// Remembers what the person says of the network that this device is in.
    pub(crate) fn name(&self, kind: NetworkKind) -> Result<()> {
        let Some(key) = self.now() else { return Ok(()) };
        self.settings.lock().unwrap_or_else(PoisonError::into_inner).name(key, kind)
    }

    fn now(&self) -> Option<NetworkKey> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every change from now on.
    pub(crate) fn changes(&self) -> impl Stream<Item = Event> + use<> {
        stream::unfold(self.clone(), |networks| async move {
            let mut sight = networks.sight.lock().await;
            sight.change().await;
            *networks.now.lock().unwrap_or_else(PoisonError::into_inner) = sight.key();
            drop(sight);
            Some((Event::NetworkChanged(networks.network()), networks))
        })
    }
}

#[cfg(not(any(target_os = "android", target_os = "ios")))]
impl Surroundings for crate::network::Sight {
    fn key(&self) -> Option<NetworkKey> {
        self.key()
    }

    fn key_of_the_untold(&self) -> Option<NetworkKey> {
        self.key_of_the_untold()
    }

    fn look_closely(&mut self) -> BoxFuture<'_, ()> {
        Box::pin(self.look_closely())
    }

    fn change(&mut self) -> BoxFuture<'_, ()> {
        Box::pin(self.change())
    }
}
