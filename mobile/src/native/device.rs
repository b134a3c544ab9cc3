//! A phone, by way of the plugin that is written in its own language: `DevicePlugin`, in `gen/android` and
//! `gen/apple`. What happens on the phone comes back as [`Happened`], one after the other.

use std::sync::Arc;

use akabeko_agent_app::networks::Surroundings;
use akabeko_agent_app::page::Page;
use akabeko_agent_app::{Panel, Screen, Wish, named};
use akabeko_agent_core::message::{Message, Words};
use akabeko_agent_core::{Event, Origin};
use akabeko_shared::view::{Ask, Waking};
use akabeko_shared::wire::PushSubscription;
use akabeko_shared::{NetworkKey, NoticeId};
use anyhow::{Context, Result};
use futures::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tauri::ipc::{Channel, InvokeResponseBody};
use tauri::plugin::{PluginHandle, TauriPlugin};
use tauri::{AppHandle, Manager, Wry};
use tokio::sync::watch;

pub(crate) use self::vault::Secrets;

#[cfg_attr(target_os = "android", path = "vault/android.rs")]
#[cfg_attr(target_os = "ios", path = "vault/apple.rs")]
mod vault;

/// The phone.
#[derive(Clone)]
pub(crate) struct Native {
    plugin: PluginHandle<Wry>,
    uplink: watch::Receiver<Option<String>>,
    tell_uplink: Arc<watch::Sender<Option<String>>>,
}

/// What happens on a phone.
#[derive(Debug, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Happened {
    /// The phone is in this network now, by what it tells of it; None without one.
    Network { uplink: Option<String> },
    /// The person tapped a message about this notice.
    Tapped { notice: NoticeId },
    /// The app came to the front.
    Resumed,
    /// The server woke the phone.
    Pushed,
    /// The way for the server to wake this phone; None if there is none any more.
    Endpoint { push: Option<PushSubscription> },
    /// Whether the system shows the app's messages.
    Messages { shown: bool },
    /// How the system wakes the app.
    Waking { waking: Waking },
}

/// Reaches the part of the app that is written in the phone's own language.
pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("device")
        .setup(|app, api| {
            #[cfg(target_os = "android")]
            let plugin = api.register_android_plugin("org.akabeko.agent", "DevicePlugin")?;
            #[cfg(target_os = "ios")]
            let plugin = api.register_ios_plugin(init_plugin_device)?;
            let (tell_uplink, uplink) = watch::channel(None);
            app.manage(Native { plugin, uplink, tell_uplink: Arc::new(tell_uplink) });
            Ok(())
        })
        .build()
}

#[cfg(target_os = "ios")]
tauri::ios_plugin_binding!(init_plugin_device);

impl Native {
    /// The phone that [`plugin`] reached.
    pub(crate) fn of(app: &AppHandle) -> Self {
        app.state::<Self>().inner().clone()
    }

    pub(crate) fn vault(&self) -> Secrets {
        Secrets::new(self.plugin.clone())
    }

    pub(crate) fn sight(&self, salt: Vec<u8>) -> Sight {
        Sight { salt, uplink: self.uplink.clone() }
    }

    /// Hears of everything that happens on the phone from now on.
    pub(crate) fn begin(&self, screen: &Screen) {
        let (panel, its_screen, uplinks) = (screen.panel().clone(), screen.clone(), self.tell_uplink.clone());
        let channel: Channel<InvokeResponseBody> = Channel::new(move |body| {
            match body.deserialize::<Happened>() {
                Ok(happened) => take(happened, &panel, &its_screen, &uplinks),
                Err(error) => tracing::warn!("failed to understand the phone: {error}"),
            }
            Ok(())
        });
        let folder = screen.app().path().app_data_dir().map(|folder| folder.display().to_string());
        let folder = folder.unwrap_or_default();
        self.ask_soon("begin", json!({ "channel": channel, "folder": folder }));
    }

    pub(crate) fn allow_messages(&self, _: &Screen) {
        self.ask_soon("allowMessages", Value::Null);
    }

    /// Has the phone's distributor of pushes, if there is one, take those of the server with this key.
    pub(crate) fn offer_push(&self, key: &str) {
        self.ask_soon("offerPush", json!({ "key": key }));
    }

    pub(crate) fn say(&self, message: Message, words: &Words) {
        #[derive(Serialize)]
        struct Said<'a> {
            notice: Option<NoticeId>,
            title: &'a str,
            body: &'a str,
        }
        let said = Said { notice: message.draws_to(), title: &words.title, body: &words.body };
        self.ask_soon("say", said);
    }

    pub(crate) fn take_back(&self, notice: NoticeId) {
        self.ask_soon("takeBack", json!({ "notice": notice }));
    }

    pub(crate) fn take_all_back(&self) {
        self.ask_soon("takeAllBack", Value::Null);
    }

    /// The page comes to a screen of its own, which has no way to call the app and is held to the origin.
    pub(crate) fn open_page<'a>(
        &'a self,
        _: &'a AppHandle,
        origin: &'a Origin,
        page: Page,
        address: &'a str,
    ) -> BoxFuture<'a, Result<()>> {
        let notice = match page {
            Page::Notice(notice) => Some(notice),
            Page::Sample => None,
        };
        let asked = json!({ "origin": origin.to_string(), "notice": notice, "address": address });
        Box::pin(async move {
            self.plugin.run_mobile_plugin_async::<Value>("openPage", asked).await.context("open a page")?;
            Ok(())
        })
    }

    pub(crate) fn close_pages(&self, _: &AppHandle) {
        self.ask_soon("closePages", Value::Null);
    }

    pub(crate) fn browse(&self, address: &str) -> Result<()> {
        self.ask::<Value>("browse", json!({ "address": address })).map(drop)
    }

    pub(crate) fn export(&self, _: &Screen, document: &str) -> Result<String> {
        #[derive(Deserialize)]
        struct Written {
            place: String,
        }
        Ok(self.ask::<Written>("export", json!({ "document": document }))?.place)
    }

    fn ask<T: DeserializeOwned>(&self, command: &str, asked: impl Serialize) -> Result<T> {
        self.plugin.run_mobile_plugin(command, asked).with_context(|| format!("have the phone {command}"))
    }

    /// Asks without waiting: the phone may take its time, and answers by what happens.
    fn ask_soon(&self, command: &'static str, asked: impl Serialize) {
        let plugin = self.plugin.clone();
        let asked = serde_json::to_value(asked).unwrap_or_default();
        tauri::async_runtime::spawn(async move {
            if let Err(error) = plugin.run_mobile_plugin_async::<Value>(command, asked).await {
                tracing::warn!("failed to have the phone {command}: {error}");
            }
        });
    }
}

fn take(happened: Happened, panel: &Panel, screen: &Screen, uplinks: &watch::Sender<Option<String>>) {
    let event = |event| panel.wish(Wish::Event(Box::new(event)));
    match happened {
        Happened::Network { uplink } => drop(uplinks.send_replace(uplink)),
        Happened::Tapped { notice } => panel.wish(Wish::Ask(Ask::OpenNotice { notice })),
        Happened::Resumed => event(Event::Woke),
        Happened::Pushed => event(Event::Pushed),
        Happened::Endpoint { push } => event(Event::PushOffered(push)),
        Happened::Messages { shown } => screen.show(|view| view.device.notifications = Some(shown)),
        Happened::Waking { waking } => screen.show(|view| view.device.waking = waking),
    }
}

/// What a phone tells of the network that it is in.
pub(crate) struct Sight {
    salt: Vec<u8>,
    uplink: watch::Receiver<Option<String>>,
}

impl Surroundings for Sight {
    fn key(&self) -> Option<NetworkKey> {
        named::key(&self.salt, self.uplink.borrow().as_deref()?)
    }

    fn key_of_the_untold(&self) -> Option<NetworkKey> {
        named::key(&self.salt, "")
    }

    /// A phone tells by itself.
    fn look_closely(&mut self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn change(&mut self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            if self.uplink.changed().await.is_err() {
                // Nobody is left to tell, so nothing is new.
                std::future::pending::<()>().await;
            }
        })
    }
}
