//! Who runs the service and what it looks at, for anybody who asks: also for those who never installed anything.

use std::net::IpAddr;

use akabeko_shared::locale::Catalogue;
use akabeko_shared::{PORTS, Port};
use askama::Template;

use super::Organisation;
use super::frame::Frame;

/// All that the page shows, as plain values.
pub(crate) struct AboutPage<'a> {
    /// The texts of the page's language.
    pub(crate) catalogue: &'a Catalogue,
    /// Who runs the service.
    pub(crate) organisation: &'a Organisation,
    /// The addresses that scans come from, as far as the operator names them.
    pub(crate) scanned_from: &'a [IpAddr],
}

#[derive(Template)]
#[template(path = "about.html")]
struct Page<'a> {
    frame: Frame<'a>,
    page: &'a AboutPage<'a>,
}

impl Page<'_> {
    fn entrances(&self) -> Vec<(Port, String)> {
        let name = |port: Port| Some((port, self.frame.text(&format!("service-{}", port.service()?.key()))));
        PORTS.into_iter().filter_map(name).collect()
    }
}

/// Writes the page.
pub(crate) fn about(page: &AboutPage) -> Result<String, askama::Error> {
    Page { frame: Frame::about(page.catalogue), page }.render()
}
