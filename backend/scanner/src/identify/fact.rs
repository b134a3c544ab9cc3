//! One thing that a port said about itself.

use std::borrow::Cow;

use crate::evidence::turns_text;

/// The longest text of a fact, in characters.
const LONGEST: usize = 512;

/// One thing that a port said about itself: read from its evidence, believed by nobody.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fact {
    /// What it is about.
    pub kind: Kind,
    /// What was said: at most 512 characters, none of which moves a terminal or turns the text around it. Banners
    /// keep their line ends.
    pub text: String,
}

impl Fact {
    /// A fact with what a reader needs of the text; none if nothing is left.
    pub(crate) fn new(kind: Kind, text: impl AsRef<str>) -> Option<Self> {
        let keeps_lines = matches!(kind, Kind::TelnetBanner | Kind::FtpGreeting);
        let mut clean = String::new();
        for character in text.as_ref().trim().chars().take(LONGEST) {
            if keeps_lines && matches!(character, '\r' | '\n') {
                clean.push(character);
            } else if !keeps_lines && character.is_whitespace() {
                clean.extend((!clean.ends_with(' ')).then_some(' '));
            } else if !is_trick(character) {
                clean.push(character);
            }
        }
        let text = clean.trim().to_owned();
        (!text.is_empty()).then_some(Self { kind, text })
    }

    /// A fact of bytes that are UTF-8 where they can be.
    pub(crate) fn of_bytes(kind: Kind, bytes: &[u8]) -> Option<Self> {
        Self::new(kind, lossy(bytes))
    }
}

/// Text of at most as many bytes as a fact can need.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST * 4)])
}

fn is_trick(character: char) -> bool {
    character.is_control() || turns_text(character)
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a fact is about. Its name stands in output and in the packs, so it never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Kind {
            /// The name of this kind.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// The status code of an HTTP answer.
    HttpStatus = "http.status",
    /// The `Server` header.
    HttpServer = "http.server",
    /// The title of the page.
    HttpTitle = "http.title",
    /// A `WWW-Authenticate` header.
    HttpAuth = "http.auth",
    /// Where a redirect points; it is never followed.
    HttpLocation = "http.location",
    /// A `Set-Cookie` header.
    HttpCookie = "http.cookie",
    /// The version of TLS that was agreed on.
    TlsVersion = "tls.version",
    /// Whose certificate it is (RFC 4514).
    TlsSubject = "tls.subject",
    /// Who issued the certificate (RFC 4514).
    TlsIssuer = "tls.issuer",
    /// From when the certificate is valid (RFC 3339).
    TlsNotBefore = "tls.not-before",
    /// Until when the certificate is valid (RFC 3339).
    TlsNotAfter = "tls.not-after",
    /// SHA-256 of the certificate, in hexadecimal digits.
    TlsSha256 = "tls.sha256",
    /// Why a handshake was refused.
    TlsAlert = "tls.alert",
    /// The software of an SSH server, without the protocol's version.
    SshVersion = "ssh.version",
    /// The type of an SSH host key and its fingerprint as OpenSSH prints it.
    SshHostKey = "ssh.host-key",
    /// What an FTP server says first, without the code.
    FtpGreeting = "ftp.greeting",
    /// What a telnet server says first, without its commands.
    TelnetBanner = "telnet.banner",
    /// The newest dialect of SMB that is spoken.
    SmbDialect = "smb.dialect",
    /// The name and group of an SMB server, told by SMB1 only.
    SmbName = "smb.name",
    /// The version of a DNS server.
    DnsVersion = "dns.version",
    /// What a DNS server made of a question.
    DnsAnswer = "dns.answer",
    /// The `Server` header of a UPnP device.
    UpnpServer = "upnp.server",
    /// The name of a UPnP device as people see it.
    UpnpName = "upnp.name",
    /// The maker of a UPnP device.
    UpnpMaker = "upnp.maker",
    /// The model of a UPnP device.
    UpnpModel = "upnp.model",
    /// The unique service name of a UPnP device.
    SsdpUsn = "ssdp.usn",
    /// The version of NTP.
    NtpVersion = "ntp.version",
    /// How far an NTP server is from a clock.
    NtpStratum = "ntp.stratum",
    /// The version of memcached.
    MemcachedVersion = "memcached.version",
    /// The external address that a router tells.
    NatPmpAddress = "nat-pmp.address",
    /// What a router answers that tells no address.
    NatPmpResult = "nat-pmp.result",
    /// A kind of service that is found by mDNS.
    MdnsService = "mdns.service",
    /// What a port says that fits nothing else.
    Banner = "banner",
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_fact_is_one_short_line_and_a_banner_several() {
        let title = Fact::new(Kind::HttpTitle, " a\r\n\t b\u{202e}c\u{1b}[0m ").unwrap();
        assert_eq!(title.text, "a bc[0m");
        assert_eq!(Fact::new(Kind::TelnetBanner, "a\r\nlogin: ").unwrap().text, "a\r\nlogin:");
        assert_eq!(Fact::new(Kind::HttpTitle, "x".repeat(9_999)).unwrap().text.len(), LONGEST);
        assert_eq!(Fact::new(Kind::HttpTitle, " \u{7}\n"), None);
    }

    proptest! {
        #[test]
        fn no_fact_moves_a_terminal(bytes: Vec<u8>) {
            if let Some(fact) = Fact::of_bytes(Kind::HttpServer, &bytes) {
                prop_assert!(!fact.text.chars().any(is_trick));
            }
        }
    }
}
