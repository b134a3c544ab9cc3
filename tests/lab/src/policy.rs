//! What the far end lets through, as rules for nftables: they follow from the homes alone.
//!
//! What no home answers is dropped where it arrives, so that silence costs the machine as little as it can. Probes are
//! counted before anything else is done with them, even before some are lost.

use std::fmt::Write;

use akabeko_shared::Protocol;

use crate::home::{Home, Profile};

/// Where a lab has its addresses: the homes, the hostile street, the daemons, and the link. Whatever is sent to others
/// is counted as forbidden.
pub const LAB: [&str; 4] = ["10.64.0.0/16", "10.65.0.0/16", "10.66.0.0/24", "10.99.0.0/24"];

/// The rules for these homes behind an interface.
pub fn rules<'a>(homes: impl IntoIterator<Item = &'a Home>, interface: &str) -> String {
    let sets = Sets::of(homes);
    let mut rules = count(interface);
    let [silent, refusing, limited, all_open] =
        [&sets.alive, &sets.refusing, &sets.limited, &sets.all_open].map(|set| elements(set));
    let [tcp, udp] = [&sets.tcp, &sets.udp].map(|set| elements(set));
    // Writing to a text in memory cannot fail.
    let _ = write!(
        rules,
        "table netdev silence {{
  set alive {{ type ipv4_addr; {silent} }}
  chain arrive {{
    type filter hook ingress device {interface} priority 10;
    ip daddr 10.64.0.0/16 ip daddr != @alive drop
  }}
}}
table ip homes {{
  set open_tcp {{ type ipv4_addr . inet_service; {tcp} }}
  set open_udp {{ type ipv4_addr . inet_service; {udp} }}
  set refuses {{ type ipv4_addr; {refusing} }}
  set limited {{ type ipv4_addr; {limited} }}
  set all_open {{ type ipv4_addr; {all_open} }}
  set pace {{ type ipv4_addr; size 65536; flags dynamic,timeout; timeout 60s; }}
  chain enter {{
    type filter hook input priority 0; policy drop;
    iif lo accept
    ip daddr {{ 10.65.0.0/16, 10.66.0.0/24, 10.99.0.0/24 }} accept
    tcp flags & (syn|ack) == syn ip daddr @limited update @pace {{ ip daddr limit rate over 10/second burst 5 packets }} drop
    ip daddr . tcp dport @open_tcp accept
    ip daddr . udp dport @open_udp accept
    ip daddr @all_open meta l4proto tcp accept
    ip daddr @refuses meta l4proto tcp reject with tcp reset
    ip daddr @refuses meta l4proto udp reject with icmp port-unreachable
  }}
}}
"
    );
    rules
}

/// The rules that lose this share of all packets at random, each way.
pub fn loss(percent: f64, interface: &str) -> String {
    // The smallest share that the rules know is a hundredth of a percent.
    let share = (percent.clamp(0.0, 100.0) * 100.0).round();
    format!(
        "table netdev loss {{
  chain arrive {{ type filter hook ingress device {interface} priority 0; numgen random mod 10000 < {share} drop; }}
  chain leave {{ type filter hook egress device {interface} priority 0; numgen random mod 10000 < {share} drop; }}
}}
"
    )
}

fn count(interface: &str) -> String {
    let lab = LAB.join(", ");
    format!(
        "table netdev count {{
  counter syns {{ }}
  counter datagrams {{ }}
  counter forbidden {{ }}
  chain arrive {{
    type filter hook ingress device {interface} priority -10;
    ip protocol tcp tcp flags & (syn|ack) == syn counter name syns
    ip protocol udp counter name datagrams
    ip daddr != {{ {lab} }} counter name forbidden
  }}
}}
"
    )
}

#[derive(Default)]
struct Sets {
    alive: Vec<String>,
    tcp: Vec<String>,
    udp: Vec<String>,
    refusing: Vec<String>,
    limited: Vec<String>,
    all_open: Vec<String>,
}

impl Sets {
    fn of<'a>(homes: impl IntoIterator<Item = &'a Home>) -> Self {
        let mut sets = Self::default();
        for home in homes {
            sets.add(home);
        }
        sets
    }

    fn add(&mut self, home: &Home) {
        let address = home.address.to_string();
        match home.profile {
            Profile::Dark => return,
            Profile::Refusing => self.refusing.push(address.clone()),
            Profile::OpenAmongSilence => self.open(home),
            Profile::OpenAmongRefusals => {
                self.refusing.push(address.clone());
                self.open(home);
            }
            Profile::Limited => {
                self.limited.push(address.clone());
                self.open(home);
            }
            Profile::AllOpen => self.all_open.push(address.clone()),
        }
        self.alive.push(address);
    }

    fn open(&mut self, home: &Home) {
        for port in &home.open {
            let element = format!("{} . {}", home.address, port.number);
            match port.protocol {
                Protocol::Tcp => self.tcp.push(element),
                Protocol::Udp => self.udp.push(element),
            }
        }
    }
}

/// An empty list of elements is no valid one.
fn elements(set: &[String]) -> String {
    if set.is_empty() { String::new() } else { format!("elements = {{ {} }};", set.join(", ")) }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use akabeko_shared::Port;

    use super::*;

    #[test]
    fn each_profile_is_in_its_sets() {
        let home = |last, profile, open: &[Port]| Home {
            address: Ipv4Addr::new(10, 64, 0, last),
            profile,
            open: open.to_vec(),
        };
        let homes = [
            home(1, Profile::Dark, &[]),
            home(2, Profile::Refusing, &[]),
            home(3, Profile::OpenAmongRefusals, &[Port::tcp(22), Port::udp(53)]),
            home(4, Profile::Limited, &[Port::tcp(23)]),
            home(5, Profile::AllOpen, &[Port::tcp(21)]),
        ];
        let rules = rules(&homes, "far");
        for line in [
            "set alive { type ipv4_addr; elements = { 10.64.0.2, 10.64.0.3, 10.64.0.4, 10.64.0.5 }; }",
            "set open_tcp { type ipv4_addr . inet_service; elements = { 10.64.0.3 . 22, 10.64.0.4 . 23 }; }",
            "set open_udp { type ipv4_addr . inet_service; elements = { 10.64.0.3 . 53 }; }",
            "set refuses { type ipv4_addr; elements = { 10.64.0.2, 10.64.0.3 }; }",
            "set limited { type ipv4_addr; elements = { 10.64.0.4 }; }",
            "set all_open { type ipv4_addr; elements = { 10.64.0.5 }; }",
        ] {
            assert!(rules.contains(line), "{line}\n{rules}");
        }
    }

    #[test]
    fn a_set_without_elements_has_no_list() {
        assert!(rules(&[], "far").contains("set open_tcp { type ipv4_addr . inet_service;  }"));
    }

    #[test]
    fn loss_is_a_share_of_ten_thousand() {
        assert!(loss(1.0, "far").contains("mod 10000 < 100 drop"));
        assert!(loss(0.05, "far").contains("mod 10000 < 5 drop"));
    }
}
