//! The addresses that a scan is asked to look at: read, and refused where nobody may look.

use std::collections::BTreeSet;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use akabeko_scanner::{Lab, special_address};
use anyhow::{Context, bail};
use ipnet::IpNet;

/// All targets once, in ascending order. Fails for the first that may not be scanned.
pub(super) fn collect(named: Vec<IpAddr>, file: Option<&Path>, lab: &Lab) -> anyhow::Result<Vec<IpAddr>> {
    let mut targets = BTreeSet::new();
    for target in named {
        targets.insert(permitted(target, lab).context("failed to scan the targets")?);
    }
    if let Some(file) = file {
        targets.extend(read(file, lab)?);
    }
    Ok(targets.into_iter().collect())
}

/// Reads one address and says what else it looks like if it is none.
pub(super) fn parse(text: &str) -> anyhow::Result<IpAddr> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    if text.parse::<IpNet>().is_ok() {
        bail!("{text} is a range: name each address by itself");
    }
    if text.parse::<SocketAddr>().is_ok() {
        bail!("{text} is an address with a port: name ports with --ports");
    }
    bail!("{text:?} is not an IPv4 or IPv6 address, and names are not looked up");
}

fn read(file: &Path, lab: &Lab) -> anyhow::Result<Vec<IpAddr>> {
    let bytes = fs::read(file).with_context(|| format!("failed to read {}", file.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut targets = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let address = line.split('#').next().unwrap_or_default().trim();
        if !address.is_empty() {
            let target = parse(address).and_then(|address| permitted(address, lab));
            let wrong = |error| anyhow::anyhow!("{}:{}: {error}", file.display(), index + 1);
            targets.push(target.map_err(wrong)?);
        }
    }
    if targets.is_empty() {
        bail!("{}:1: no address in the whole file", file.display());
    }
    Ok(targets)
}

fn permitted(target: IpAddr, lab: &Lab) -> anyhow::Result<IpAddr> {
    match special_address::refuse(target, lab) {
        Ok(()) => Ok(target),
        Err(special) => bail!(
            "{target} is a special-purpose address: {special}; in a lab of your own allow it with --lab {}",
            special.range
        ),
    }
}
