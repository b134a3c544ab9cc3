//! The icon as its panel sees it on the bus: a StatusNotifierItem.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use zbus::zvariant::{DeserializeValue, OwnedObjectPath, Type};

use super::menu::Entry;
use super::picture::Picture;
use super::session::Session;

/// An icon, with all that it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Icon {
    /// Its words.
    pub title: String,
    /// `Active`, `Passive` or `NeedsAttention`.
    pub status: String,
    /// What shows when the mouse rests on it: a title and a text.
    pub tip: (String, String),
    /// Its largest picture: the one for attention, if it wants attention and has one.
    pub picture: Picture,
    place: Place,
}

/// Where on the bus something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) path: String,
}

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";

type Pictures = Vec<(i32, i32, Vec<u8>)>;

impl Session {
    /// The one icon, if there is one.
    ///
    /// # Panics
    /// When there are several.
    pub async fn icon(&self) -> Option<Icon> {
        let watcher = Place { name: WATCHER.to_owned(), path: "/StatusNotifierWatcher".to_owned() };
        let found: Vec<String> =
            self.property(&watcher, WATCHER, "RegisteredStatusNotifierItems").await.ok()?;
        assert!(found.len() < 2, "several icons: {found:?}");
        // One that goes away while it is looked at is none.
        self.look_at_icon(place(found.first()?)).await.ok()
    }

    /// Clicks on the icon, as the panel tells it.
    pub async fn activate_icon(&self, icon: &Icon) -> Result<()> {
        self.call(&icon.place, ITEM, "Activate", &(0_i32, 0_i32)).await.map(drop)
    }

    /// The icon's menu.
    pub async fn menu(&self, icon: &Icon) -> Result<Vec<Entry>> {
        super::menu::read(self, &self.menu_of(icon).await?).await
    }

    /// Picks the first entry of the menu whose words begin with these.
    pub async fn pick(&self, icon: &Icon, words: &str) -> Result<()> {
        let (menu, entries) = (self.menu_of(icon).await?, self.menu(icon).await?);
        let entry = entries.iter().find_map(|entry| entry.find(words));
        let entry = entry.with_context(|| format!("find {words:?} in the menu {entries:?}"))?;
        super::menu::pick(self, &menu, entry).await
    }

    async fn menu_of(&self, icon: &Icon) -> Result<Place> {
        let path: OwnedObjectPath = self.property(&icon.place, ITEM, "Menu").await?;
        Ok(Place { path: path.to_string(), ..icon.place.clone() })
    }

    async fn look_at_icon(&self, place: Place) -> Result<Icon> {
        let status: String = self.property(&place, ITEM, "Status").await?;
        let attention: Pictures = match status.as_str() {
            "NeedsAttention" => self.property(&place, ITEM, "AttentionIconPixmap").await?,
            _ => Pictures::new(),
        };
        let pictures = match attention.is_empty() {
            true => self.property(&place, ITEM, "IconPixmap").await?,
            false => attention,
        };
        let largest = pictures.into_iter().max_by_key(|(width, _, _)| *width);
        let (width, height, bytes) = largest.context("find a picture of the icon")?;
        let tip: (String, Pictures, String, String) = self.property(&place, ITEM, "ToolTip").await?;
        Ok(Icon {
            title: self.property(&place, ITEM, "Title").await?,
            status,
            tip: (tip.2, tip.3),
            picture: Picture::from_argb(width, height, &bytes)?,
            place,
        })
    }

    async fn property<T: DeserializeOwned + Type>(
        &self,
        of: &Place,
        interface: &str,
        name: &str,
    ) -> Result<T> {
        let reply = self.call(of, "org.freedesktop.DBus.Properties", "Get", &(interface, name)).await?;
        let value = reply.body().deserialize::<DeserializeValue<'_, T>>().map(|value| value.0);
        value.with_context(|| format!("read {name} of {of:?}"))
    }

    pub(super) async fn call<T: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        to: &Place,
        interface: &str,
        method: &str,
        what: &T,
    ) -> Result<zbus::Message> {
        let reply =
            self.bus.call_method(Some(to.name.as_str()), to.path.as_str(), Some(interface), method, what);
        reply.await.with_context(|| format!("call {method} of {to:?}"))
    }
}

/// A watcher names an icon by its bus name, with or without a path behind it.
fn place(item: &str) -> Place {
    let (name, path) = item.split_at(item.find('/').unwrap_or(item.len()));
    let path = if path.is_empty() { "/StatusNotifierItem" } else { path };
    Place { name: name.to_owned(), path: path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_found_under_either_kind_of_name() {
        let table = [
            (":1.6/org/ayatana/item", ":1.6", "/org/ayatana/item"),
            ("org.kde.StatusNotifierItem-7-1", "org.kde.StatusNotifierItem-7-1", "/StatusNotifierItem"),
        ];
        for (item, name, path) in table {
            assert_eq!(place(item), Place { name: name.to_owned(), path: path.to_owned() });
        }
    }
}
