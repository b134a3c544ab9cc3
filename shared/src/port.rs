//! The 23 doors: which ports are looked at (the paper's table 1) and what usually stands behind them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The transport a probe uses. TCP sorts before UDP, as in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// Transmission Control Protocol.
    Tcp,
    /// User Datagram Protocol.
    Udp,
}

impl Protocol {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Protocol {
    type Err = NotAPort;

    fn from_str(text: &str) -> Result<Self, NotAPort> {
        match text {
            "tcp" => Ok(Self::Tcp),
            "udp" => Ok(Self::Udp),
            _ => Err(NotAPort(text.to_owned())),
        }
    }
}

/// A protocol and a port number, written `tcp/23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Port {
    /// The transport.
    pub protocol: Protocol,
    /// The number, 1 to 65535.
    pub number: u16,
}

/// The 23 ports of the paper's table 1, TCP before UDP, ascending.
pub const PORTS: [Port; 23] = [
    Port::tcp(21),
    Port::tcp(22),
    Port::tcp(23),
    Port::tcp(53),
    Port::tcp(80),
    Port::tcp(81),
    Port::tcp(443),
    Port::tcp(445),
    Port::tcp(2323),
    Port::tcp(5000),
    Port::tcp(5431),
    Port::tcp(8080),
    Port::tcp(23231),
    Port::tcp(49152),
    Port::tcp(52869),
    Port::udp(19),
    Port::udp(53),
    Port::udp(123),
    Port::udp(1900),
    Port::udp(5350),
    Port::udp(5351),
    Port::udp(5353),
    Port::udp(11211),
];

impl Port {
    /// A TCP port.
    pub const fn tcp(number: u16) -> Self {
        Self { protocol: Protocol::Tcp, number }
    }

    /// A UDP port.
    pub const fn udp(number: u16) -> Self {
        Self { protocol: Protocol::Udp, number }
    }

    /// Whether this is one of the 23.
    pub fn is_watched(self) -> bool {
        PORTS.contains(&self)
    }

    /// Whether a web server is expected here, so that an operator decides whether it is meant for the public
    /// (section 3.2).
    pub fn is_web(self) -> bool {
        PortGroup::of(self) == PortGroup::Web
    }

    /// What is expected behind one of the 23 (table 1; 5353 is mDNS there under the name DNS). None elsewhere.
    pub fn service(self) -> Option<Service> {
        use Protocol::{Tcp, Udp};
        Some(match (self.protocol, self.number) {
            (Tcp, 21) => Service::Ftp,
            (Tcp, 22) => Service::Ssh,
            (Tcp, 23 | 2323 | 23231) => Service::Telnet,
            (Tcp | Udp, 53) => Service::Dns,
            (Tcp, 80 | 81 | 8080) => Service::Http,
            (Tcp, 443) => Service::Https,
            (Tcp, 445) => Service::Smb,
            (Tcp, 5000 | 5431 | 49152 | 52869) => Service::Upnp,
            (Udp, 19) => Service::Chargen,
            (Udp, 123) => Service::Ntp,
            (Udp, 1900) => Service::Ssdp,
            (Udp, 5350 | 5351) => Service::NatPmp,
            (Udp, 5353) => Service::Mdns,
            (Udp, 11211) => Service::Memcached,
            _ => return None,
        })
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.protocol, self.number))
    }
}

impl FromStr for Port {
    type Err = NotAPort;

    fn from_str(text: &str) -> Result<Self, NotAPort> {
        let wrong = || NotAPort(text.to_owned());
        let (protocol, number) = text.split_once('/').ok_or_else(wrong)?;
        let protocol = protocol.parse().map_err(|_| wrong())?;
        // The standard parser also takes a plus sign and leading zeros, under which one port has many names.
        if !number.starts_with(|first: char| matches!(first, '1'..='9')) {
            return Err(wrong());
        }
        number.parse().map(|number| Self { protocol, number }).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Port {
    type Error = NotAPort;

    fn try_from(text: String) -> Result<Self, NotAPort> {
        text.parse()
    }
}

impl From<Port> for String {
    fn from(port: Port) -> Self {
        port.to_string()
    }
}

/// A text that should have been a port.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a port: expected a protocol and a number from 1 to 65535, such as tcp/23 or udp/53")]
pub struct NotAPort(pub(crate) String);

/// What usually answers at a port. The catalogue has a name for each in every language (`service-…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// File transfer in clear text.
    Ftp,
    /// Encrypted remote login.
    Ssh,
    /// Remote login in clear text.
    Telnet,
    /// Name resolution.
    Dns,
    /// A web page, often a device's settings.
    Http,
    /// The same, encrypted.
    Https,
    /// Windows file sharing.
    Smb,
    /// Control of a device by its neighbours.
    Upnp,
    /// A test service of the 1980s.
    Chargen,
    /// Time.
    Ntp,
    /// Discovery of UPnP devices.
    Ssdp,
    /// Requests to a router to open a port.
    NatPmp,
    /// Discovery of names in the home.
    Mdns,
    /// A cache for web servers.
    Memcached,
}

impl Service {
    /// The protocol's own name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ftp => "FTP",
            Self::Ssh => "SSH",
            Self::Telnet => "telnet",
            Self::Dns => "DNS",
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
            Self::Smb => "SMB",
            Self::Upnp => "UPnP",
            Self::Chargen => "chargen",
            Self::Ntp => "NTP",
            Self::Ssdp => "SSDP",
            Self::NatPmp => "NAT-PMP",
            Self::Mdns => "mDNS",
            Self::Memcached => "memcached",
        }
    }

    /// The word that stands for this service in the keys of the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ftp => "ftp",
            Self::Ssh => "ssh",
            Self::Telnet => "telnet",
            Self::Dns => "dns",
            Self::Http => "http",
            Self::Https => "https",
            Self::Smb => "smb",
            Self::Upnp => "upnp",
            Self::Chargen => "chargen",
            Self::Ntp => "ntp",
            Self::Ssdp => "ssdp",
            Self::NatPmp => "nat-pmp",
            Self::Mdns => "mdns",
            Self::Memcached => "memcached",
        }
    }
}

/// A row or column of the paper's tables 4 and 5: a port, or all web ports as one. Web sorts last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortGroup {
    /// A single port.
    Port(Port),
    /// 80, 81, 8080 and 443 over TCP.
    Web,
}

impl PortGroup {
    /// The group that a port is counted in.
    pub fn of(port: Port) -> Self {
        match (port.protocol, port.number) {
            (Protocol::Tcp, 80 | 81 | 443 | 8080) => Self::Web,
            (Protocol::Tcp | Protocol::Udp, _) => Self::Port(port),
        }
    }
}

impl fmt::Display for PortGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(port) => port.fmt(f),
            Self::Web => f.pad("web"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_23_are_the_papers_table_1() {
        let text: Vec<String> = PORTS.iter().map(ToString::to_string).collect();
        assert_eq!(
            text.join(" "),
            "tcp/21 tcp/22 tcp/23 tcp/53 tcp/80 tcp/81 tcp/443 tcp/445 tcp/2323 tcp/5000 tcp/5431 tcp/8080 \
             tcp/23231 tcp/49152 tcp/52869 udp/19 udp/53 udp/123 udp/1900 udp/5350 udp/5351 udp/5353 udp/11211"
        );
        assert!(PORTS.is_sorted());
        assert!(PORTS.iter().all(|port| port.service().is_some()));
    }

    #[test]
    fn a_port_reads_back() {
        for port in PORTS {
            assert_eq!(port.to_string().parse(), Ok(port));
        }
    }

    #[test]
    fn what_is_not_a_port_says_so() {
        for text in ["", "23", "tcp", "tcp/", "tcp/0", "tcp/65536", "TCP/23", "sctp/1", "tcp/23 ", "tcp/-1"] {
            assert!(text.parse::<Port>().is_err(), "{text:?} was taken for a port");
        }
    }

    #[test]
    fn a_port_has_one_spelling() {
        for text in ["tcp/+1", "tcp/+23", "udp/053", "tcp/00", "tcp/1+", "tcp/٢٣", "tcp//23", "tcp/ 23"] {
            assert!(text.parse::<Port>().is_err(), "{text:?} was taken for a port");
        }
    }

    #[test]
    fn web_ports_are_one_group_and_come_last() {
        assert_eq!(PortGroup::of(Port::tcp(81)), PortGroup::Web);
        assert_eq!(PortGroup::of(Port::udp(53)).to_string(), "udp/53");
        assert!(PortGroup::Web > PortGroup::Port(Port::udp(11211)));
    }
}
