//! Asks Windows and macOS for the way to the internet, by the library that knows their calls.

use std::path::Path;

use super::Uplink;

impl Uplink {
    /// Reads it; None without a default route.
    pub(super) fn read(_: &Path) -> Option<Self> {
        let interface = netdev::get_default_interface().ok()?;
        let gateway = interface.gateway?;
        let number = gateway.ipv4.first().map(ToString::to_string);
        let number = number.or_else(|| gateway.ipv6.first().map(ToString::to_string))?;
        let version_4 = interface.ipv4.iter().map(|network| network.addr().to_string());
        let version_6 = interface.ipv6.iter().map(|network| network.addr().to_string());
        let mut addresses: Vec<String> = version_4.chain(version_6).collect();
        addresses.sort();
        // All zeros: the system has not asked for it yet.
        let router = Some(gateway.mac_addr).filter(|router| router.octets() != [0; 6]);
        let router = router.map(|router| router.to_string());
        Some(Self { interface: interface.name, gateway: number, router, addresses })
    }
}
