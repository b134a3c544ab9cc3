//! The report types that there are for the 23 ports: name, severity, columns.

use std::net::IpAddr;

use akabeko_shared::{Port, Service};

/// A type of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Report {
    /// Open chargen.
    Chargen,
    /// Open resolvers.
    Dns,
    /// Accessible FTP.
    Ftp,
    /// Accessible HTTP.
    Http,
    /// Open mDNS.
    Mdns,
    /// Open memcached.
    Memcached,
    /// Open NAT-PMP.
    NatPmp,
    /// NTP servers that answer.
    Ntp,
    /// Accessible SMB.
    Smb,
    /// Open SSDP.
    Ssdp,
    /// Accessible SSH.
    Ssh,
    /// Accessible TLS, of the web here.
    Ssl,
    /// Accessible telnet.
    Telnet,
}

/// The version of IP that a file's addresses have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    /// That of an address.
    pub fn of(address: IpAddr) -> Self {
        if address.is_ipv4() { Self::V4 } else { Self::V6 }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::V4 => "scan_",
            Self::V6 => "scan6_",
        }
    }
}

/// What every report begins with.
const HEAD: &str =
    "timestamp severity ip protocol port hostname tag asn geo region city naics hostname_source";

const NAMES: &str = "subject_organization_name subject_organization_unit_name subject_country \
    subject_state_or_province_name subject_locality_name subject_street_address subject_postal_code subject_surname \
    subject_given_name subject_email_address subject_business_category subject_serial_number \
    issuer_organization_name issuer_organization_unit_name issuer_country issuer_state_or_province_name \
    issuer_locality_name issuer_street_address issuer_postal_code issuer_surname issuer_given_name \
    issuer_email_address issuer_business_category issuer_serial_number";

const DEVICE: &str = "device_vendor device_type device_model device_version device_sector";

impl Report {
    /// All of them, by name.
    pub const ALL: [Self; 13] = [
        Self::Chargen,
        Self::Dns,
        Self::Ftp,
        Self::Http,
        Self::Mdns,
        Self::Memcached,
        Self::NatPmp,
        Self::Ntp,
        Self::Smb,
        Self::Ssdp,
        Self::Ssh,
        Self::Ssl,
        Self::Telnet,
    ];

    /// The report that one of the 23 ports belongs in, if there is one.
    pub fn of(port: Port) -> Option<Self> {
        Some(match port.service()? {
            Service::Ftp => Self::Ftp,
            Service::Ssh => Self::Ssh,
            Service::Telnet => Self::Telnet,
            Service::Dns => Self::Dns,
            Service::Http => Self::Http,
            Service::Https => Self::Ssl,
            Service::Smb => Self::Smb,
            Service::Chargen => Self::Chargen,
            Service::Ntp => Self::Ntp,
            Service::Ssdp => Self::Ssdp,
            Service::NatPmp => Self::NatPmp,
            Service::Mdns => Self::Mdns,
            Service::Memcached => Self::Memcached,
            Service::Upnp => return None,
        })
    }

    /// The report of this name, be it of IPv4 or IPv6.
    pub fn named(name: &str) -> Option<Self> {
        let of = |family: Family| {
            let kind = name.strip_prefix(family.prefix())?;
            Self::ALL.into_iter().find(|report| report.kind() == kind && report.has(family))
        };
        of(Family::V4).or_else(|| of(Family::V6))
    }

    /// Its name in the names of files.
    pub fn name(self, family: Family) -> String {
        format!("{}{}", family.prefix(), self.kind())
    }

    /// The names of all that there are.
    pub fn names() -> impl Iterator<Item = String> {
        let of = |family: Family| Self::ALL.into_iter().filter(move |report| report.has(family));
        [Family::V4, Family::V6]
            .into_iter()
            .flat_map(move |family| of(family).map(move |report| report.name(family)))
    }

    /// Whether there is such a report of these addresses.
    pub fn has(self, family: Family) -> bool {
        match self {
            Self::Chargen | Self::Mdns | Self::Memcached | Self::NatPmp | Self::Ssdp => family == Family::V4,
            Self::Dns
            | Self::Ftp
            | Self::Http
            | Self::Ntp
            | Self::Smb
            | Self::Ssh
            | Self::Ssl
            | Self::Telnet => true,
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Chargen => "chargen",
            Self::Dns => "dns",
            Self::Ftp => "ftp",
            Self::Http => "http",
            Self::Mdns => "mdns",
            Self::Memcached => "memcached",
            Self::NatPmp => "nat_pmp",
            Self::Ntp => "ntp",
            Self::Smb => "smb",
            Self::Ssdp => "ssdp",
            Self::Ssh => "ssh",
            Self::Ssl => "ssl",
            Self::Telnet => "telnet",
        }
    }

    /// The severity that the schema gives it by default.
    pub fn severity(self) -> &'static str {
        match self {
            Self::Http | Self::Ssl => "info",
            Self::Ssh => "low",
            Self::Chargen | Self::Dns | Self::Ftp | Self::Mdns | Self::Ntp | Self::Telnet => "medium",
            Self::Memcached | Self::NatPmp | Self::Smb | Self::Ssdp => "high",
        }
    }

    /// The columns, in the schema's order.
    pub fn columns(self) -> Vec<&'static str> {
        let sector = if self == Self::Ftp { &[][..] } else { &["sector"] };
        let parts = [HEAD].iter().chain(sector).chain(self.own()).copied();
        parts.flat_map(str::split_whitespace).collect()
    }

    fn own(self) -> &'static [&'static str] {
        match self {
            Self::Chargen => &["response_size amplification"],
            Self::Dns => &["dns_version min_amplification"],
            Self::Ftp => FTP,
            Self::Http => {
                &["http http_code http_reason content_type connection www_authenticate set_cookie server \
                content_length transfer_encoding http_date version"]
            }
            Self::Mdns => &["mdns_name mdns_ipv4 mdns_ipv6 services workstation_name workstation_ipv4 \
                workstation_ipv6 workstation_info http_name http_ipv4 http_ipv6 http_ptr http_info http_target \
                http_port spotify_name spotify_ipv4 spotify_ipv6 opc_ua_discovery"],
            Self::Memcached => &["version pid pointer_size uptime time curr_connections total_connections \
                response_size amplification"],
            Self::NatPmp => &["version opcode uptime external_ip response_size amplification"],
            Self::Ntp => {
                &["version clk_wander clock error frequency jitter leap mintc noise offset peer phase poll \
                precision processor refid reftime rootdelay rootdispersion stability state stratum system tai tc \
                response_size amplification"]
            }
            Self::Smb => &["arch key smb_major_number smb_minor_number smb_revision smb_version_string"],
            Self::Ssdp => {
                &["header systime cache_control location server search_target unique_service_name host \
                nts nt content_type server_port instance version updated_at resource_identifier amplification \
                response_size"]
            }
            Self::Ssh => SSH,
            Self::Ssl => SSL,
            Self::Telnet => &["banner"],
        }
    }
}

const FTP: &[&str] = &[
    DEVICE,
    "banner handshake cipher_suite cert_length subject_common_name issuer_common_name cert_issue_date \
     cert_expiration_date sha1_fingerprint cert_serial_number ssl_version signature_algorithm key_algorithm",
    NAMES,
    "sha256_fingerprint sha512_fingerprint md5_fingerprint cert_valid self_signed cert_expired validation_level \
     auth_tls_response auth_ssl_response tlsv13_support tlsv13_cipher jarm",
];

const SSL: &[&str] = &[
    "handshake cipher_suite ssl_poodle cert_length subject_common_name issuer_common_name cert_issue_date \
     cert_expiration_date sha1_fingerprint cert_serial_number ssl_version signature_algorithm key_algorithm",
    NAMES,
    "freak_vulnerable freak_cipher_suite sha256_fingerprint sha512_fingerprint md5_fingerprint http_response_type \
     http_code http_reason content_type http_connection www_authenticate set_cookie server_type content_length \
     transfer_encoding http_date cert_valid self_signed cert_expired browser_trusted validation_level browser_error \
     tlsv13_support tlsv13_cipher jarm",
];

const SSH: &[&str] = &[
    DEVICE,
    "serverid_raw serverid_version serverid_software serverid_comment server_cookie available_kex available_ciphers \
     available_mac available_compression selected_kex algorithm selected_cipher selected_mac selected_compression \
     server_signature_value server_signature_raw server_host_key server_host_key_sha256 rsa_prime rsa_prime_length \
     rsa_generator rsa_generator_length rsa_public_key rsa_public_key_length rsa_exponent rsa_modulus rsa_length \
     dss_prime dss_prime_length dss_generator dss_generator_length dss_public_key dss_public_key_length \
     dss_dsa_public_g dss_dsa_public_p dss_dsa_public_q dss_dsa_public_y ecdsa_curve25519 ecdsa_curve \
     ecdsa_public_key_length ecdsa_public_key_b ecdsa_public_key_gx ecdsa_public_key_gy ecdsa_public_key_n \
     ecdsa_public_key_p ecdsa_public_key_x ecdsa_public_key_y ed25519_curve25519 ed25519_cert_public_key_nonce \
     ed25519_cert_public_key_bytes ed25519_cert_public_key_raw ed25519_cert_public_key_sha256 \
     ed25519_cert_public_key_serial ed25519_cert_public_key_type_id ed25519_cert_public_key_type_name \
     ed25519_cert_public_key_keyid ed25519_cert_public_key_principles ed25519_cert_public_key_valid_after \
     ed25519_cert_public_key_valid_before ed25519_cert_public_key_duration ed25519_cert_public_key_sigkey_bytes \
     ed25519_cert_public_key_sigkey_raw ed25519_cert_public_key_sigkey_sha256 \
     ed25519_cert_public_key_sigkey_value ed25519_cert_public_key_sig_raw banner userauth_methods hassh",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use akabeko_shared::PORTS;

    use super::*;

    #[test]
    fn every_report_has_its_columns_once_and_a_name_that_is_found() {
        let sizes = Report::ALL.map(|report| {
            let columns = report.columns();
            assert_eq!(columns.iter().collect::<BTreeSet<_>>().len(), columns.len(), "{report:?}");
            assert_eq!(columns[..5], ["timestamp", "severity", "ip", "protocol", "port"]);
            assert_eq!(Report::named(&report.name(Family::V4)), Some(report));
            assert_eq!(Report::named(&report.name(Family::V6)).is_some(), report.has(Family::V6));
            columns.len()
        });
        // As many as the schema of 2026 has.
        assert_eq!(sizes, [16, 16, 67, 26, 33, 23, 20, 41, 20, 32, 87, 76, 15]);
        assert_eq!(Report::named("scan6_telnet"), Some(Report::Telnet));
        assert_eq!(Report::names().count(), 13 + 8);
        assert_eq!(
            [Report::named("scan_rdp"), Report::named("scan6_mdns"), Report::named("telnet")],
            [None; 3]
        );
    }

    #[test]
    fn every_port_but_those_of_upnp_has_a_report() {
        let without: Vec<u16> =
            PORTS.into_iter().filter(|port| Report::of(*port).is_none()).map(|port| port.number).collect();
        assert_eq!(without, [5000, 5431, 49152, 52869]);
    }
}
