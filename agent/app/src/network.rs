//! Which network this machine is on, and when that changes.

#[cfg(target_os = "linux")]
mod proc;
#[cfg(not(target_os = "linux"))]
mod system;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use akabeko_agent_core::Event;
use akabeko_shared::wire::Network;
use akabeko_shared::{NetworkKey, NetworkKind};
use futures::{Stream, stream};

use crate::named::key;

/// How often to look. There is no news without polling that needs no privilege and no further library.
const EVERY: Duration = Duration::from_secs(2);

/// A machine that has no network yet may find the one it was started in within so many looks, a minute or so.
const LOOKS_WHILE_STARTING: u32 = 30;

/// How many looks the system has to find out who the router is.
const LOOKS_FOR_THE_ROUTER: u32 = 3;

/// The way to the internet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Uplink {
    interface: String,
    gateway: String,
    /// By what the router is told apart from all those others that call themselves 192.168.1.1.
    router: Option<String>,
    addresses: Vec<String>,
}

/// What this machine sees of the network that it is on.
pub struct Sight {
    proc: PathBuf,
    salt: Vec<u8>,
    last: Option<Uplink>,
    looks_for_the_router: u32,
    is_asking_for_the_router: bool,
}

impl Sight {
    /// Looks for the first time.
    pub fn new(proc: PathBuf, salt: Vec<u8>) -> Self {
        let mut sight =
            Self { proc, salt, last: None, looks_for_the_router: 0, is_asking_for_the_router: false };
        sight.look();
        sight
    }

    /// Looks again. True: another router, another interface, another address. While it is not known who the router
    /// is, there is no news: the network would get one name now and another one in a moment.
    fn look(&mut self) -> bool {
        let mut uplink = Uplink::read(&self.proc);
        if let Some(new) = uplink.as_mut().filter(|new| new.router.is_none()) {
            // Another place may give the same names to its router and this machine's port, but hardly the same address.
            let same = |last: &&Uplink| Uplink { router: None, ..(*last).clone() } == *new;
            new.router = self.last.as_ref().filter(same).and_then(|last| last.router.clone());
            self.looks_for_the_router += 1;
            let is_unknown = new.router.is_none() && self.looks_for_the_router <= LOOKS_FOR_THE_ROUTER;
            self.is_asking_for_the_router = is_unknown;
            if is_unknown {
                return false;
            }
        } else {
            (self.looks_for_the_router, self.is_asking_for_the_router) = (0, false);
        }
        let is_new = uplink != self.last;
        self.last = uplink;
        is_new
    }

    /// Looks until it is known who the router is, or that nobody will know.
    pub async fn look_closely(&mut self) {
        const SOON: Duration = Duration::from_millis(300);
        self.look();
        while self.is_asking_for_the_router {
            tokio::time::sleep(SOON).await;
            self.look();
        }
    }

    /// Waits until there is something new.
    pub async fn change(&mut self) {
        loop {
            tokio::time::sleep(EVERY).await;
            if self.look() {
                return;
            }
        }
    }

    /// The network's name for the backend; None without a way to the internet.
    pub fn key(&self) -> Option<NetworkKey> {
        let uplink = self.last.as_ref()?;
        let router = uplink.router.as_deref().unwrap_or_default();
        key(&self.salt, &format!("{} {} {router}", uplink.interface, uplink.gateway))
    }

    /// The name for the backend of whatever network the system tells nothing of.
    pub fn key_of_the_untold(&self) -> Option<NetworkKey> {
        key(&self.salt, "")
    }
}

/// The network of an agent whose person says once, at the start, what it is.
pub struct Watch {
    sight: Sight,
    kind: NetworkKind,
    started_in: Option<NetworkKey>,
    looks: u32,
    told_of: BTreeSet<NetworkKey>,
}

impl Watch {
    /// Looks for the first time. `kind` is what the person says of the network in which this machine is now.
    pub fn new(sight: Sight, kind: NetworkKind) -> Self {
        let mut watch = Self { sight, kind, started_in: None, looks: 0, told_of: BTreeSet::new() };
        watch.looked();
        watch
    }

    /// The network as it was last seen; None where the system does not tell. Of another one than that of the
    /// start the person said nothing.
    pub fn network(&self) -> Option<Network> {
        let key = self.sight.key()?;
        let kind = if self.started_in.as_ref() == Some(&key) { self.kind } else { NetworkKind::Unknown };
        Some(Network { key, kind })
    }

    /// Every change from now on: another router, another interface, another address.
    pub fn changes(self) -> impl Stream<Item = Event> {
        stream::unfold(self, |mut watch| async move {
            if let Some(words) = watch.news() {
                tracing::warn!("{words}");
            }
            loop {
                tokio::time::sleep(EVERY).await;
                if watch.look() {
                    return Some((Event::NetworkChanged(watch.network()), watch));
                }
            }
        })
    }

    fn look(&mut self) -> bool {
        let is_new = self.sight.look();
        self.looked();
        is_new
    }

    fn looked(&mut self) {
        if self.looks < LOOKS_WHILE_STARTING && self.started_in.is_none() {
            self.started_in = self.sight.key();
        }
        self.looks = self.looks.saturating_add(1);
    }

    /// What the person has to know of the network that the machine is in, once for each.
    fn news(&mut self) -> Option<&'static str> {
        let network = self.network()?;
        let words = match network.kind {
            NetworkKind::Home => return None,
            NetworkKind::Work => "nothing is scanned here: you said that this network is at work",
            NetworkKind::Away => "nothing is scanned here: you said that this network is somebody else's",
            NetworkKind::Unknown => {
                "nothing is scanned here: this network is not the one in which the agent was started; if it is \
                 your home, start it again here with --network home to have it scanned"
            }
        };
        self.told_of.insert(network.key).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    const HEAD: &str = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";

    struct Machine(TempDir);

    impl Machine {
        fn new() -> Self {
            let machine = Self(tempfile::tempdir().unwrap());
            fs::create_dir(machine.0.path().join("net")).unwrap();
            machine
        }

        /// The machine gets a router at 192.0.N.1, and knows who that is.
        fn moves_to(&self, number: u8) {
            self.meets(number, number);
            self.routes(&format!("eth7\t00000000\t010{number}00C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"));
        }

        /// The router at 192.0.N.1 has a hardware address that ends in `end`.
        fn meets(&self, number: u8, end: u8) {
            let line = format!("192.0.{number}.1 0x1 0x2 02:00:5e:00:53:0{end} * eth7\n");
            fs::write(self.0.path().join("net/arp"), format!("head\n{line}")).unwrap();
        }

        /// Nobody asked the router for its hardware address yet.
        fn forgets_the_router(&self) {
            fs::write(self.0.path().join("net/arp"), "head\n").unwrap();
        }

        fn routes(&self, lines: &str) {
            fs::write(self.0.path().join("net/route"), format!("{HEAD}{lines}")).unwrap();
        }

        fn watch(&self, kind: NetworkKind) -> Watch {
            Watch::new(Sight::new(self.0.path().to_owned(), vec![1]), kind)
        }
    }

    fn kind(watch: &Watch) -> Option<NetworkKind> {
        watch.network().map(|network| network.kind)
    }

    #[test]
    fn another_router_is_another_network_and_nothing_else_is_news() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        let first = watch.network().unwrap();
        assert!(!watch.look());

        machine.moves_to(3);
        assert!(watch.look());
        assert_ne!(watch.network().unwrap().key, first.key);

        machine.routes("");
        assert!(watch.look());
        assert_eq!(watch.network(), None);
    }

    #[test]
    fn equal_routers_in_two_places_are_two_networks() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        machine.meets(2, 9);
        assert!(watch.look());
        assert_eq!(kind(&watch), Some(NetworkKind::Unknown));
    }

    #[test]
    fn a_router_that_was_not_asked_for_lately_is_still_the_same() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        machine.forgets_the_router();
        assert!((0..10).all(|_| !watch.look()));
        assert_eq!(kind(&watch), Some(NetworkKind::Home));
    }

    #[test]
    fn a_new_network_gets_its_name_once_its_router_is_known_or_will_not_be() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        machine.moves_to(3);
        machine.forgets_the_router();
        assert!(!watch.look(), "the router is still being asked for");
        machine.meets(3, 3);
        assert!(watch.look());

        machine.moves_to(4);
        machine.forgets_the_router();
        let looks: Vec<bool> = (0..=LOOKS_FOR_THE_ROUTER).map(|_| watch.look()).collect();
        assert_eq!(looks, [false, false, false, true], "a line without such addresses is one as well");
    }

    #[test]
    fn what_the_person_said_holds_for_the_network_of_the_start_and_no_other() {
        let machine = Machine::new();
        machine.moves_to(2);
        let mut watch = machine.watch(NetworkKind::Home);
        assert_eq!((kind(&watch), watch.news()), (Some(NetworkKind::Home), None));

        machine.moves_to(3);
        watch.look();
        assert_eq!(kind(&watch), Some(NetworkKind::Unknown));
        assert!(watch.news().unwrap().contains("start it again here with --network home"));
        assert_eq!(watch.news(), None, "it is said once");

        machine.moves_to(2);
        watch.look();
        assert_eq!((kind(&watch), watch.news()), (Some(NetworkKind::Home), None));
        machine.moves_to(3);
        watch.look();
        assert_eq!((kind(&watch), watch.news()), (Some(NetworkKind::Unknown), None));
    }

    #[test]
    fn at_work_and_away_it_is_said_once_that_nothing_is_scanned() {
        let machine = Machine::new();
        machine.moves_to(2);
        for said in [NetworkKind::Work, NetworkKind::Away] {
            let mut watch = machine.watch(said);
            assert_eq!(kind(&watch), Some(said));
            assert!(watch.news().unwrap().starts_with("nothing is scanned here"));
            assert_eq!(watch.news(), None);
        }
    }

    #[test]
    fn a_machine_that_boots_finds_the_network_of_its_start_and_a_carried_one_does_not() {
        let machine = Machine::new();
        for (looks, found) in [(3, NetworkKind::Home), (LOOKS_WHILE_STARTING, NetworkKind::Unknown)] {
            machine.routes("");
            let mut watch = machine.watch(NetworkKind::Home);
            for _ in 0..looks {
                watch.look();
            }
            assert_eq!(watch.network(), None);
            machine.moves_to(2);
            watch.look();
            assert_eq!(kind(&watch), Some(found), "after {looks} looks");
        }
    }

    #[test]
    fn the_salt_decides_what_others_see() {
        assert_eq!(key(&[1], "eth0 192.0.2.1"), key(&[1], "eth0 192.0.2.1"));
        assert_ne!(key(&[1], "eth0 192.0.2.1"), key(&[2], "eth0 192.0.2.1"));
    }
}
