//! What programs say through the system's messages, as a listener on the bus hears it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use futures::StreamExt;
use tokio::task::JoinHandle;
use zbus::fdo::MonitoringProxy;
use zbus::zvariant::OwnedValue;
use zbus::{MessageStream, message};

/// A message that a program wanted to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Who says it.
    pub app: String,
    /// Its first line.
    pub summary: String,
    /// The rest.
    pub body: String,
    /// What it offers to do: a word for programs and one for people, in turn.
    pub actions: Vec<String>,
    /// The message that it replaces.
    pub replaces: Option<u32>,
    /// Its number, if it was shown.
    pub number: Option<u32>,
    /// Whether the program took it back.
    pub taken_back: bool,
    /// Whether it is gone from the screen, for whatever reason.
    pub gone: bool,
    /// The action that was chosen.
    pub chosen: Option<String>,
}

impl Message {
    /// Everything that somebody can read in it.
    pub fn words(&self) -> String {
        format!("{}\n{}", self.summary, self.body)
    }
}

/// Every message of a session.
pub struct Messages {
    heard: Arc<Mutex<Heard>>,
    listener: JoinHandle<()>,
}

#[derive(Default)]
struct Heard {
    messages: Vec<Message>,
    /// Who waits for the number of which message: the asker and the number of its question.
    asked: BTreeMap<(String, u32), usize>,
}

const INTERFACE: &str = "org.freedesktop.Notifications";

type Notify = (String, u32, String, String, String, Vec<String>, BTreeMap<String, OwnedValue>, i32);

impl Messages {
    /// Listens from now on.
    pub(super) async fn listen(address: &str) -> Result<Self> {
        let connection = zbus::connection::Builder::address(address)?.build().await?;
        let monitor = MonitoringProxy::new(&connection).await?;
        let mut said = MessageStream::from(&connection);
        monitor.become_monitor(&[], 0).await.context("listen to the session's bus")?;
        let heard = Arc::new(Mutex::new(Heard::default()));
        let keeper = heard.clone();
        let listener = tokio::spawn(async move {
            while let Some(Ok(message)) = said.next().await {
                keeper.lock().unwrap_or_else(PoisonError::into_inner).take(&message);
            }
        });
        Ok(Self { heard, listener })
    }

    /// All of them, oldest first; also those that nobody was there to show.
    pub fn all(&self) -> Vec<Message> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).messages.clone()
    }

    /// Those that were shown.
    pub fn shown(&self) -> Vec<Message> {
        self.all().into_iter().filter(|message| message.number.is_some()).collect()
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

impl Heard {
    fn take(&mut self, message: &zbus::Message) {
        let header = message.header();
        let word = header.member().map(|member| member.to_string()).unwrap_or_default();
        let is_ours = header.interface().is_some_and(|interface| interface.as_str() == INTERFACE);
        match (message.message_type(), word.as_str()) {
            (message::Type::MethodReturn, _) => self.number(message),
            (message::Type::MethodCall, "Notify") if is_ours => self.asks(message),
            (message::Type::MethodCall, "CloseNotification") if is_ours => {
                let number = message.body().deserialize::<u32>();
                self.change(number.ok(), |message| message.taken_back = true);
            }
            (message::Type::Signal, "NotificationClosed") if is_ours => {
                let closed = message.body().deserialize::<(u32, u32)>();
                self.change(closed.ok().map(|(number, _)| number), |message| message.gone = true);
            }
            (message::Type::Signal, "ActionInvoked") if is_ours => {
                if let Ok((number, action)) = message.body().deserialize::<(u32, String)>() {
                    self.change(Some(number), |message| message.chosen = Some(action));
                }
            }
            (message::Type::MethodCall | message::Type::Signal | message::Type::Error, _) => {}
        }
    }

    fn asks(&mut self, message: &zbus::Message) {
        let Ok((app, replaces, _, summary, body, actions, _, _)) = message.body().deserialize::<Notify>()
        else {
            return;
        };
        let replaces = (replaces != 0).then_some(replaces);
        let asker = message.header().sender().map(ToString::to_string).unwrap_or_default();
        self.asked.insert((asker, message.primary_header().serial_num().get()), self.messages.len());
        self.messages.push(Message { app, summary, body, actions, replaces, ..Message::default() });
    }

    fn number(&mut self, reply: &zbus::Message) {
        let header = reply.header();
        let to = header.destination().map(ToString::to_string).unwrap_or_default();
        let Some(question) = header.reply_serial() else { return };
        let asked = self.asked.remove(&(to, question.get()));
        if let Some(message) = asked.and_then(|place| self.messages.get_mut(place)) {
            message.number = reply.body().deserialize::<u32>().ok();
        }
    }

    fn change(&mut self, number: Option<u32>, change: impl FnOnce(&mut Message)) {
        let latest =
            self.messages.iter_mut().rev().find(|message| number.is_some() && message.number == number);
        if let Some(message) = latest {
            change(message);
        }
    }
}
