//! What a device said, in the columns that have a place for it: made visible, and harmless in a spreadsheet.

use akabeko_scanner::identify::{Fact, Kind, facts};
use akabeko_shared::Port;

use super::report::Report;
use crate::dataset::guard::guarded;
use crate::page::spelt_out;

/// The cells that evidence fills, by column; what is said several times is joined.
pub(super) fn cells(report: Report, port: Port, evidence: &[u8]) -> Vec<(&'static str, String)> {
    let mut cells: Vec<(&'static str, String)> = Vec::new();
    for fact in facts(port, evidence) {
        let Some((column, text)) = cell(report, &fact) else { continue };
        match cells.iter_mut().find(|(known, _)| *known == column) {
            Some((_, before)) => *before = format!("{before}; {text}"),
            None => cells.push((column, text)),
        }
    }
    cells.into_iter().map(|(column, text)| (column, guarded(&text).into_owned())).collect()
}

fn cell(report: Report, fact: &Fact) -> Option<(&'static str, String)> {
    let column = match (report, fact.kind) {
        (Report::Ftp, Kind::FtpGreeting) | (Report::Telnet, Kind::TelnetBanner) => "banner",
        (Report::Ssh, Kind::SshVersion) => "serverid_software",
        (Report::Dns, Kind::DnsVersion) => "dns_version",
        (Report::Http | Report::Ssl, Kind::HttpStatus) => "http_code",
        (Report::Http | Report::Ssl, Kind::HttpAuth) => "www_authenticate",
        (Report::Http, Kind::HttpServer) | (Report::Ssdp, Kind::UpnpServer) => "server",
        (Report::Ssl, Kind::HttpServer) => "server_type",
        (Report::Ssl, Kind::TlsSubject) => return common_name("subject_common_name", &fact.text),
        (Report::Ssl, Kind::TlsIssuer) => return common_name("issuer_common_name", &fact.text),
        (Report::Ssdp, Kind::SsdpUsn) => "unique_service_name",
        (Report::Mdns, Kind::MdnsService) => "services",
        (Report::Memcached, Kind::MemcachedVersion) | (Report::Ntp, Kind::NtpVersion) => "version",
        (Report::NatPmp, Kind::NatPmpAddress) => "external_ip",
        _ => return None,
    };
    Some((column, spelt_out(&fact.text)))
}

/// The common name out of a name as RFC 4514 writes it.
fn common_name(column: &'static str, name: &str) -> Option<(&'static str, String)> {
    let value = name.strip_prefix("CN=").or_else(|| name.split_once(",CN=").map(|(_, rest)| rest))?;
    let end = value.char_indices().find(|(at, c)| *c == ',' && !value[..*at].ends_with('\\'));
    let value = end.map_or(value, |(at, _)| &value[..at]);
    Some((column, spelt_out(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_stands_in_its_column_and_runs_nowhere() {
        let banner = cells(Report::Telnet, Port::tcp(23), b"=1+1\r\nlogin: \x1b[31m");
        assert_eq!(banner, [("banner", "'=1+1\\r\\nlogin: [31m".to_owned())]);
        let ssh = cells(Report::Ssh, Port::tcp(22), b"SSH-2.0-dropbear_2012.55\r\n");
        assert_eq!(ssh, [("serverid_software", "dropbear_2012.55".to_owned())]);
        let web = cells(Report::Http, Port::tcp(80), b"HTTP/1.1 401 No\r\nServer: @SUM(A1)\r\n\r\n");
        assert_eq!(web, [("http_code", "401".to_owned()), ("server", "'@SUM(A1)".to_owned())]);
        assert_eq!(cells(Report::Smb, Port::tcp(445), b""), []);
    }

    #[test]
    fn of_a_name_the_common_part_is_taken() {
        let name = |text| common_name("c", text).map(|(_, name)| name);
        assert_eq!(name("CN=router.local,O=Maker").as_deref(), Some("router.local"));
        assert_eq!(name("O=Maker,CN=a\\,b,C=JP").as_deref(), Some("a\\\\,b"));
        assert_eq!(name("O=Maker"), None);
    }
}
