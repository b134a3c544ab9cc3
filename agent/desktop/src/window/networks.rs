//! The networks that this device is in, each by what the person said of it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use akabeko_agent_core::Event;
use akabeko_shared::NetworkKind;
use akabeko_shared::wire::Network;
use anyhow::Result;
use futures::{Stream, stream};

use super::settings::Settings;
use crate::network::Sight;

/// What is known of the network that this device is in.
#[derive(Clone)]
pub(crate) struct Networks {
    sight: Arc<tokio::sync::Mutex<Sight>>,
    now: Arc<Mutex<Option<akabeko_shared::NetworkKey>>>,
    settings: Arc<Mutex<Settings>>,
}

impl Networks {
    /// Looks for the first time.
    pub(crate) fn new(salt: Vec<u8>, settings: Arc<Mutex<Settings>>) -> Self {
        let sight = Sight::new(PathBuf::from("/proc"), salt);
        let now = Arc::new(Mutex::new(key(&sight)));
        Self { sight: Arc::new(tokio::sync::Mutex::new(sight)), now, settings }
    }

    /// The network that this device is in.
    pub(crate) fn network(&self) -> Option<Network> {
        let key = self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let kind = self.settings.lock().unwrap_or_else(PoisonError::into_inner).kind(&key);
        Some(Network { key, kind })
    }

    /// Remembers what the person says of it.
    pub(crate) fn name(&self, kind: NetworkKind) -> Result<()> {
        let Some(Network { key, .. }) = self.network() else { return Ok(()) };
        self.settings.lock().unwrap_or_else(PoisonError::into_inner).name(key, kind)
    }

    /// Every change from now on.
    pub(crate) fn changes(&self) -> impl Stream<Item = Event> + use<> {
        stream::unfold(self.clone(), |networks| async move {
            let mut sight = networks.sight.lock().await;
            sight.change().await;
            *networks.now.lock().unwrap_or_else(PoisonError::into_inner) = key(&sight);
            drop(sight);
            Some((Event::NetworkChanged(networks.network()), networks))
        })
    }
}

/// A network of which the system tells nothing is one as well: “at work” must hold there too.
fn key(sight: &Sight) -> Option<akabeko_shared::NetworkKey> {
    sight.key().or_else(|| sight.key_of_the_untold())
}
