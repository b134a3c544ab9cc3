//! Which network this machine is on, and when that changes.

mod proc;

use std::path::PathBuf;
use std::time::Duration;

use akabeko_agent_core::Event;
use akabeko_shared::wire::Network;
use akabeko_shared::{NetworkKey, NetworkKind};
use data_encoding::HEXLOWER;
use futures::{Stream, stream};
use sha2::{Digest, Sha256};

use self::proc::Uplink;

/// How often to look. There is no news without polling that needs no privilege and no further library.
const EVERY: Duration = Duration::from_secs(2);

/// Looks at the system's tables of routes and addresses.
pub(crate) struct Watch {
    proc: PathBuf,
    salt: Vec<u8>,
    kind: NetworkKind,
    last: Option<Uplink>,
}

impl Watch {
    /// Looks for the first time. `kind` is what the person says every network of this machine is.
    pub(crate) fn new(proc: PathBuf, salt: Vec<u8>, kind: NetworkKind) -> Self {
        let last = Uplink::read(&proc);
        Self { proc, salt, kind, last }
    }

    /// The network as it was last seen; None where the system does not tell.
    pub(crate) fn network(&self) -> Option<Network> {
        let uplink = self.last.as_ref()?;
        Some(Network { key: key(&self.salt, uplink)?, kind: self.kind })
    }

    /// Every change from now on: another router, another interface, another address.
    pub(crate) fn changes(self) -> impl Stream<Item = Event> {
        stream::unfold(self, |mut watch| async move {
            loop {
                tokio::time::sleep(EVERY).await;
                if watch.look() {
                    return Some((Event::NetworkChanged(watch.network()), watch));
                }
            }
        })
    }

    fn look(&mut self) -> bool {
        let uplink = Uplink::read(&self.proc);
        let is_new = uplink != self.last;
        self.last = uplink;
        is_new
    }
}

/// What the backend may know of a network: enough to tell it from others of this device, and nothing else.
fn key(salt: &[u8], uplink: &Uplink) -> Option<NetworkKey> {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(format!("{} {}", uplink.interface, uplink.gateway));
    HEXLOWER.encode(&hash.finalize()[..16]).try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const HEAD: &str = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";

    #[test]
    fn another_router_is_another_network_and_nothing_else_is_news() {
        let folder = tempfile::tempdir().unwrap();
        let route = |line: &str| fs::write(folder.path().join("net/route"), format!("{HEAD}{line}")).unwrap();
        fs::create_dir(folder.path().join("net")).unwrap();
        route("eth7\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n");
        let mut watch = Watch::new(folder.path().to_owned(), vec![1], NetworkKind::Home);
        let first = watch.network().unwrap();
        assert!(!watch.look());

        route("eth7\t00000000\t010300C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n");
        assert!(watch.look());
        assert_ne!(watch.network().unwrap().key, first.key);

        route("");
        assert!(watch.look());
        assert_eq!(watch.network(), None);
    }

    #[test]
    fn the_salt_decides_what_others_see() {
        let uplink =
            Uplink { interface: "eth0".to_owned(), gateway: "192.0.2.1".to_owned(), addresses: Vec::new() };
        assert_eq!(key(&[1], &uplink), key(&[1], &uplink));
        assert_ne!(key(&[1], &uplink), key(&[2], &uplink));
    }
}
