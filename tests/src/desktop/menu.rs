//! The icon's menu on the bus (com.canonical.dbusmenu).

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result};
use zbus::zvariant::{OwnedValue, Structure, Value};

use super::session::Session;
use super::tray::Place;

/// An entry of a menu; shown with what is below it, indented.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its words; none for a line between others.
    pub label: Option<String>,
    /// Whether it can be picked.
    pub enabled: bool,
    /// Whether it has a tick; None where it cannot have one.
    pub ticked: Option<bool>,
    /// What is below it.
    pub below: Vec<Self>,
    number: i32,
}

impl Entry {
    /// The first entry, this one or one below, whose words begin with these.
    pub fn find(&self, words: &str) -> Option<&Self> {
        let is_it = self.label.as_deref().is_some_and(|label| label.starts_with(words));
        if is_it { Some(self) } else { self.below.iter().find_map(|entry| entry.find(words)) }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let label = self.label.as_deref().unwrap_or("---");
        let tick = match self.ticked {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let off = if self.enabled || self.label.is_none() { "" } else { " (off)" };
        writeln!(f, "{:indent$}{tick}{label}{off}", "", indent = depth * 2)?;
        self.below.iter().try_for_each(|entry| entry.write(f, depth + 1))
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

const INTERFACE: &str = "com.canonical.dbusmenu";

type Layout = (i32, BTreeMap<String, OwnedValue>, Vec<OwnedValue>);

/// Reads the whole menu.
pub(super) async fn read(session: &Session, menu: &Place) -> Result<Vec<Entry>> {
    let everything = (0_i32, -1_i32, Vec::<String>::new());
    let reply = session.call(menu, INTERFACE, "GetLayout", &everything).await?;
    let (_, (_, _, entries)): (u32, Layout) = reply.body().deserialize().context("read the menu")?;
    entries.iter().map(|value| entry(value)).collect()
}

/// Picks an entry.
pub(super) async fn pick(session: &Session, menu: &Place, entry: &Entry) -> Result<()> {
    let event = (entry.number, "clicked", Value::from(0_i32), 0_u32);
    session.call(menu, INTERFACE, "Event", &event).await.map(drop)
}

fn entry(value: &Value<'_>) -> Result<Entry> {
    let structure: &Structure<'_> = value.downcast_ref().context("read an entry of the menu")?;
    let [number, properties, below] = structure.fields() else { anyhow::bail!("read the entry {value:?}") };
    let Value::Dict(properties) = properties else { anyhow::bail!("read the properties of {value:?}") };
    let Value::Array(below) = below else { anyhow::bail!("read what is below {value:?}") };
    let text = |name: &'static str| properties.get::<_, String>(&name).ok().flatten();
    let is_line = text("type").is_some_and(|kind| kind == "separator");
    let can_be_ticked = text("toggle-type").is_some_and(|kind| !kind.is_empty());
    let tick = properties.get::<_, i32>(&"toggle-state").ok().flatten();
    Ok(Entry {
        label: (!is_line).then(|| text("label").unwrap_or_default()),
        enabled: properties.get::<_, bool>(&"enabled").ok().flatten().unwrap_or(true),
        ticked: can_be_ticked.then_some(tick == Some(1)),
        below: below.iter().map(entry).collect::<Result<_>>()?,
        number: number.downcast_ref().context("read the number of an entry")?,
    })
}
