//! What UPnP devices say: their answer to a search, and the description that some give to anybody.
//!
//! A search's `LOCATION` is never read, a description only where it is the very answer.

use super::fact::{Fact, Kind};
use super::{html, http};

/// The facts of an answer to a search (UPnP Device Architecture 1.1, section 1.3.3).
pub(super) fn search_facts(answer: &[u8]) -> Vec<Fact> {
    let head = http::Head::of(answer);
    let told = |name: &[u8], kind| head.field(name).and_then(|value| Fact::of_bytes(kind, value));
    [told(b"server", Kind::UpnpServer), told(b"usn", Kind::SsdpUsn)].into_iter().flatten().collect()
}

/// The facts of a device description (section 2.3).
pub(super) fn description(body: &[u8]) -> Vec<Fact> {
    if html::find(body, b"urn:schemas-upnp-org:device").is_none() {
        return Vec::new();
    }
    let told = |open: &[u8], close: &[u8], kind| {
        html::text_between(body, open, close).and_then(|text| Fact::new(kind, html::plain(text)))
    };
    let facts = [
        told(b"<friendlyname", b"</friendlyname", Kind::UpnpName),
        told(b"<manufacturer", b"</manufacturer", Kind::UpnpMaker),
        told(b"<modelname", b"</modelname", Kind::UpnpModel),
    ];
    facts.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_answered_with_software_and_name() {
        let answer = b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1::upnp:rootdevice\r\n\
                       SERVER: Linux/2.6 UPnP/1.0 miniupnpd/1.8\r\nLOCATION: http://192.168.1.1/\r\n\r\n";
        let texts: Vec<_> = search_facts(answer).into_iter().map(|fact| fact.text).collect();
        assert_eq!(texts, ["Linux/2.6 UPnP/1.0 miniupnpd/1.8", "uuid:1::upnp:rootdevice"]);
    }

    #[test]
    fn a_description_tells_maker_and_model() {
        let body = b"<root xmlns=\"urn:schemas-upnp-org:device-1-0\"><device><friendlyName>Hana&apos;s HR-2600</friendlyName>\
                     <manufacturer>Realtek</manufacturer><manufacturerURL>x</manufacturerURL></device></root>";
        let texts: Vec<_> = description(body).into_iter().map(|fact| fact.text).collect();
        assert_eq!(texts, ["Hana's HR-2600", "Realtek"]);
        assert!(description(b"<manufacturer>no device</manufacturer>").is_empty());
    }
}
