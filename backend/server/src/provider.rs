//! Whose network an address is in, from a table that the operator names.
//!
//! The table is a CSV without header, `first,last,number,name`, one range of addresses a line, such as the package
//! `@ip-location-db/asn` has it.

use std::net::IpAddr;
use std::path::Path;

use anyhow::{Context, bail};

/// Ranges of addresses with the names of their providers.
#[derive(Debug, Default)]
pub struct Providers(Vec<Range>);

#[derive(Debug)]
struct Range {
    first: IpAddr,
    last: IpAddr,
    name: String,
}

impl Providers {
    /// Reads a table. A line that is not a range refuses the whole file.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let name = path.display();
        let text = std::fs::read_to_string(path).with_context(|| format!("read the providers {name}"))?;
        Self::parse(&text).map_err(|error| anyhow::anyhow!("{name}:{error}"))
    }

    /// Reads the text of a table.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let mut table =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut ranges = Vec::new();
        for record in table.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let (Some(first), Some(last), Some(name)) = (record.get(0), record.get(1), record.get(3)) else {
                bail!("{line}: expected first,last,number,name");
            };
            let address =
                |text: &str| text.parse().with_context(|| format!("{line}: {text:?} is not an address"));
            ranges.push(Range { first: address(first)?, last: address(last)?, name: name.to_owned() });
        }
        ranges.sort_by_key(|range| range.first);
        Ok(Self(ranges))
    }

    /// The name of the provider that has an address.
    pub fn name(&self, address: IpAddr) -> Option<&str> {
        let after = self.0.partition_point(|range| range.first <= address);
        let range = self.0.get(after.checked_sub(1)?)?;
        (address <= range.last).then_some(range.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_provider_of_its_range() {
        let table = "192.0.2.0,192.0.2.127,64496,\"Hikari, Ltd.\"\n2001:db8::,2001:db8::ffff,64497,Six\n";
        let providers = Providers::parse(table).unwrap();
        let name = |address: &str| providers.name(address.parse().unwrap());
        assert_eq!(name("192.0.2.0"), Some("Hikari, Ltd."));
        assert_eq!(name("192.0.2.127"), Some("Hikari, Ltd."));
        assert_eq!(name("192.0.2.128"), None);
        assert_eq!(name("2001:db8::1"), Some("Six"));
        assert_eq!(name("10.0.0.1"), None);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Providers::parse("192.0.2.0,192.0.2.1,1,A\nhere,there,1,B\n").unwrap_err();
        assert_eq!(error.to_string(), "2: \"here\" is not an address");
    }
}
