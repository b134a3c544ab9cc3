//! What stands behind the TCP ports of a home, and what the hostile street does instead.

use std::net::Ipv4Addr;

use crate::home::FIRST_HOSTILE;

/// The ports on which something listens.
pub const PORTS: [u16; 15] = [21, 22, 23, 53, 80, 81, 443, 445, 2323, 5000, 5431, 8080, 23231, 49152, 52869];

/// How a service behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Speaks first.
    Greets(&'static [u8]),
    /// Speaks first, a byte at a time.
    Drips(&'static [u8]),
    /// Answers whoever says something that ends with an empty line, then closes.
    Replies(&'static [u8]),
    /// Answers whatever it hears first, then closes.
    Refuses(&'static [u8]),
    /// Accepts and says nothing.
    Silent,
}

/// The service behind this port of an ordinary home.
pub fn service(port: u16) -> Service {
    match port {
        21 => Service::Greets(b"220 HomeNAS FTP ready\r\n"),
        22 => Service::Greets(b"SSH-2.0-dropbear_2019.78\r\n"),
        23 | 23231 => Service::Greets(b"\xff\xfd\x01\xff\xfb\x01\xff\xfb\x03\r\nHR-2600 login: "),
        2323 => Service::Drips(
            b"\xff\xfd\x01\xff\xfb\x01\xff\xfb\x03\r\nBusyBox v1.12.1 (2011-03-04) built-in shell\r\n\r\nlogin: ",
        ),
        80 | 5000 | 8080 => Service::Replies(
            b"HTTP/1.1 200 OK\r\nServer: httpd\r\nContent-Type: text/html\r\nContent-Length: 54\r\nConnection: close\r\n\r\n\
              <html><head><title>HR-2600 Login</title></head></html>",
        ),
        // A fatal alert, handshake failure (RFC 8446, section 6): this device has no certificate.
        443 => Service::Refuses(b"\x15\x03\x03\0\x02\x02\x28"),
        // The UPnP server of an old device: HTTP/1.0, lines that end with LF, no length.
        5431 | 49152 | 52869 => Service::Replies(
            b"HTTP/1.0 404 Not Found\nSERVER: Linux/2.6.30 UPnP/1.0 miniupnpd/1.8\nCONTENT-TYPE: text/html\n\n\
              <HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD></HTML>",
        ),
        _ => Service::Silent,
    }
}

/// What a hostile device does to whoever connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malice {
    /// Holds the connection and says nothing.
    Tarpit,
    /// Never stops to greet.
    EndlessBanner,
    /// Answers with headers that never end.
    HugeHeaders,
    /// Speaks something that begins like TLS.
    BrokenTls,
    /// Says one byte a second.
    Drip,
    /// Closes at once, without a word and with a reset.
    Reset,
}

const MALICE: [Malice; 6] = [
    Malice::Tarpit,
    Malice::EndlessBanner,
    Malice::HugeHeaders,
    Malice::BrokenTls,
    Malice::Drip,
    Malice::Reset,
];

/// What the device at this address does, if it stands in the hostile street.
pub fn malice(address: Ipv4Addr) -> Option<Malice> {
    let is_hostile = address.octets()[..2] == FIRST_HOSTILE.octets()[..2];
    is_hostile.then(|| MALICE[u32::from(address) as usize % MALICE.len()])
}

#[cfg(test)]
mod tests {
    use akabeko_shared::Protocol;

    use super::*;

    #[test]
    fn every_watched_port_has_a_listener() {
        let watched = akabeko_shared::PORTS.into_iter().filter(|port| port.protocol == Protocol::Tcp);
        assert_eq!(watched.map(|port| port.number).collect::<Vec<_>>(), PORTS);
    }

    #[test]
    fn a_page_has_the_length_that_it_says() {
        let Service::Replies(page) = service(80) else { panic!("a web server replies") };
        let (_, body) = str::from_utf8(page).unwrap().split_once("\r\n\r\n").unwrap();
        assert_eq!(body.len(), 54);
    }

    #[test]
    fn only_the_hostile_street_is_hostile() {
        assert_eq!(malice(Ipv4Addr::new(10, 64, 255, 255)), None);
        let street = (0..6).map(|last| malice(Ipv4Addr::new(10, 65, 0, last)).unwrap());
        let mut seen: Vec<Malice> = street.collect();
        seen.sort_by_key(|malice| *malice as u8);
        assert_eq!(seen, MALICE);
    }
}
