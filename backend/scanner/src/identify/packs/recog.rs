//! Fingerprints in the XML of rapid7/recog, read from a folder that the operator names.
//!
//! A file says which fact its patterns are for; the first pattern that matches decides, even when it asserts nothing.
//! The patterns were written for several engines at once, and their own examples show whether they work in this one.

mod document;
mod fingerprint;

use std::path::{Path, PathBuf};

use self::fingerprint::Fingerprint;
use super::{LeftOut, PacksError};
use crate::identify::fact::{Fact, Kind};
use crate::identify::guess::Guess;

/// The fingerprints of one file.
#[derive(Debug)]
pub(super) struct Fingerprints {
    on: Kind,
    all: Vec<Fingerprint>,
}

impl Fingerprints {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// What the first fingerprint that matches says of a fact.
    pub(super) fn guess(&self, fact: &Fact) -> Option<Guess> {
        if self.on != fact.kind {
            return None;
        }
        let asserted = self.all.iter().find_map(|fingerprint| fingerprint.assert(fact.text.as_bytes()))?;
        fingerprint::guess(&asserted, fact)
    }
}

/// The XML files of a folder, in the order of their names.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, PacksError> {
    let unreadable = |source| PacksError::Unreadable { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "xml") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(PacksError::Empty { folder: folder.to_owned() });
    }
    files.sort_unstable();
    Ok(files)
}

/// Reads one file: its fingerprints, unless they are for something that is no fact here, and those left out.
pub(super) fn read(file: &Path, text: &[u8]) -> Result<(Option<Fingerprints>, Vec<LeftOut>), PacksError> {
    let document = document::read(file, text)?;
    let left_out = |line, why| LeftOut { file: file.to_owned(), line, why };
    let Some(on) = fact_of(document.matches.as_deref(), file) else {
        let what = document.matches.as_deref().unwrap_or("nothing by name");
        let why = format!("{} fingerprints for {what}, which is no fact here", document.fingerprints.len());
        return Ok((None, vec![left_out(document.line, why)]));
    };
    let (mut all, mut failed) = (Vec::new(), Vec::new());
    for written in document.fingerprints {
        let line = written.line;
        match Fingerprint::of(written, file) {
            Ok(fingerprint) => all.push(fingerprint),
            Err(why) => failed.push(left_out(line, why)),
        }
    }
    Ok((Some(Fingerprints { on, all }), failed))
}

/// The fact that a file is for. Older files say so only by their name.
fn fact_of(matches: Option<&str>, file: &Path) -> Option<Kind> {
    let name = matches.or_else(|| file.file_stem().and_then(|stem| stem.to_str()))?;
    Some(match name {
        "http_header.server" | "http_servers" => Kind::HttpServer,
        "http_header.wwwauth" | "http_wwwauth" => Kind::HttpAuth,
        "http_header.cookie" | "http_cookies" => Kind::HttpCookie,
        "html_title" => Kind::HttpTitle,
        "ssh.banner" | "ssh_banners" => Kind::SshVersion,
        "ftp.banner" | "ftp_banners" => Kind::FtpGreeting,
        "telnet.banner" | "telnet_banners" => Kind::TelnetBanner,
        "x509.subject" | "x509.subjects" | "x509_subjects" => Kind::TlsSubject,
        "x509.issuer" | "x509.issuers" | "x509_issuers" => Kind::TlsIssuer,
        "dns.versionbind" | "dns_versionbind" => Kind::DnsVersion,
        "ssdp_header.server" | "upnp_banners" => Kind::UpnpServer,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
