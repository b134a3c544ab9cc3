//! Reads routes, neighbours and addresses from `/proc/net`, as Linux writes them (proc_net(5)).

use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr, UdpSocket};
use std::path::Path;

use super::Uplink;

impl Uplink {
    /// Reads it from the folder `/proc`; None without a default route.
    pub(super) fn read(proc: &Path) -> Option<Self> {
        let table = |name: &str| fs::read_to_string(proc.join("net").join(name)).unwrap_or_default();
        let (version_4, version_6) = (default_route(&table("route")), default_route_6(&table("ipv6_route")));
        let (interface, gateway) = version_4
            .as_ref()
            .map(|(interface, gateway)| (interface.clone(), gateway.to_string()))
            .or_else(|| version_6.map(|(interface, gateway)| (interface, gateway.to_string())))?;
        let router = version_4
            .as_ref()
            .map_or(Some(String::new()), |(_, gateway)| hardware_address(&table("arp"), *gateway));
        let own = version_4.and_then(|(_, gateway)| own_address(gateway, router.is_none()));
        let own = own.map(|address| address.to_string());
        let addresses = own.into_iter().chain(addresses_6(&table("if_inet6"), &interface)).collect();
        Some(Self { interface, gateway, router, addresses })
    }
}

/// The address by which the router is told apart from others with the same number; None while the system has not
/// asked for it, or where there is none, as on a line that leads to one place only.
fn hardware_address(table: &str, gateway: Ipv4Addr) -> Option<String> {
    const COMPLETE: u32 = 0x2;
    table.lines().skip(1).find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [address, _, flags, hardware, ..] = columns[..] else { return None };
        let flags = u32::from_str_radix(flags.strip_prefix("0x")?, 16).ok()?;
        (address.parse() == Ok(gateway) && flags & COMPLETE != 0).then(|| hardware.to_owned())
    })
}

/// The default route that the system prefers: the one with the smallest metric.
fn default_route(table: &str) -> Option<(String, Ipv4Addr)> {
    let routes = table.lines().skip(1).filter_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [interface, "00000000", gateway, _, _, _, metric, "00000000", ..] = columns[..] else {
            return None;
        };
        // The kernel prints the address as a number of this machine's byte order.
        let gateway = u32::from_str_radix(gateway, 16).ok()?.to_ne_bytes();
        Some((metric.parse::<u32>().ok()?, interface.to_owned(), Ipv4Addr::from(gateway)))
    });
    routes.min().map(|(_, interface, gateway)| (interface, gateway))
}

fn default_route_6(table: &str) -> Option<(String, Ipv6Addr)> {
    let routes = table.lines().filter_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [target, "00", _, _, gateway, metric, _, _, _, interface] = columns[..] else { return None };
        // The kernel keeps a route for what it cannot reach on the loopback interface.
        let is_default = target.bytes().all(|digit| digit == b'0') && interface != "lo";
        let metric = u32::from_str_radix(metric, 16).ok()?;
        is_default.then_some((metric, interface.to_owned(), address_6(gateway)?))
    });
    routes.min().map(|(_, interface, gateway)| (interface, gateway))
}

/// The interface's addresses of global scope that are ready and still preferred, in order.
fn addresses_6(table: &str, interface: &str) -> Vec<String> {
    const TENTATIVE: u8 = 0x40;
    const DEPRECATED: u8 = 0x20;
    let addresses = table.lines().filter_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [address, _, _, "00", flags, name] = columns[..] else { return None };
        let is_ready = u8::from_str_radix(flags, 16).ok()? & (TENTATIVE | DEPRECATED) == 0;
        (is_ready && name == interface).then_some(address_6(address)?.to_string())
    });
    let mut addresses: Vec<String> = addresses.collect();
    addresses.sort();
    addresses
}

fn address_6(digits: &str) -> Option<Ipv6Addr> {
    (digits.len() == 32).then_some(Ipv6Addr::from(u128::from_str_radix(digits, 16).ok()?))
}

/// The address this machine would speak to the gateway from. Connecting a UDP socket sends nothing; an empty
/// datagram to the port that throws everything away (RFC 863) has the system ask who the gateway is.
fn own_address(gateway: Ipv4Addr, is_unknown: bool) -> Option<Ipv4Addr> {
    // A line that leads to one place names no gateway; any address that is nobody's (RFC 5737) lies behind it.
    let is_a_line = gateway.is_unspecified();
    let gateway = if is_a_line { Ipv4Addr::new(192, 0, 2, 1) } else { gateway };
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((gateway, 9)).ok()?;
    if is_unknown && !is_a_line {
        // Not being answered is what is expected.
        let _ = socket.send(&[]);
    }
    match socket.local_addr().ok()?.ip() {
        std::net::IpAddr::V4(address) => Some(address),
        std::net::IpAddr::V6(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_endian = "little")]
    #[test]
    fn the_preferred_default_route_is_found() {
        let table = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
";
        assert_eq!(default_route(table), Some(("eth0".to_owned(), Ipv4Addr::new(192, 0, 2, 1))));
        assert_eq!(default_route("Iface\nnonsense\n"), None);
    }

    #[test]
    fn a_router_is_known_once_the_system_asked_for_it() {
        let table = "IP address       HW type     Flags       HW address            Mask     Device
192.0.2.1        0x1         0x2         02:00:5e:00:53:01     *        eth0
192.0.2.7        0x1         0x0         00:00:00:00:00:00     *        eth0
";
        let router = |last| hardware_address(table, Ipv4Addr::new(192, 0, 2, last));
        assert_eq!(router(1).as_deref(), Some("02:00:5e:00:53:01"));
        assert_eq!((router(7), router(9)), (None, None));
    }

    #[test]
    fn the_default_route_of_version_6_is_not_the_one_on_loopback() {
        let zero = "0".repeat(32);
        let table = format!(
            "{zero} 00 {zero} 00 20010db8000000000000000000000001 00000400 00000003 00000000 00000003 eth0
{zero} 00 {zero} 00 {zero} ffffffff 00000001 00000000 00200200 lo
"
        );
        assert_eq!(default_route_6(&table), Some(("eth0".to_owned(), "2001:db8::1".parse().unwrap())));
    }

    #[test]
    fn only_ready_global_addresses_of_the_interface_count() {
        let table = "\
20010db8000000000000000000000002 04 40 00 80 eth0
20010db8000000000000000000000003 04 40 00 c0 eth0
20010db8000000000000000000000004 04 40 00 21 eth0
20010db8000000000000000000000005 05 40 00 80 docker0
fe8000000000000000fc00fffe000001 04 40 20 80 eth0
";
        assert_eq!(addresses_6(table, "eth0"), ["2001:db8::2"]);
    }
}
