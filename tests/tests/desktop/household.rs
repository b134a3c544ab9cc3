//! Somebody at home: a session with the agent in it, a backend that watches, and doors.

use akabeko_shared::locale::Catalogue;
use akabeko_shared::{AgentId, Port};
use akabeko_tests::desktop::agent::program;
use akabeko_tests::desktop::tray::Icon;
use akabeko_tests::desktop::{App, Colour, Message, Service, Session, Setting, Window, until};
use akabeko_tests::process::Running;

pub(crate) const TELNET: Port = Port::tcp(23);

pub(crate) struct Household {
    pub(crate) session: Session,
    pub(crate) service: Service,
    pub(crate) words: Catalogue,
}

impl Household {
    /// Somebody who has an invitation and nothing else, with a door open.
    pub(crate) async fn new(setting: Setting) -> Self {
        let mut service = Service::start().await.expect("a backend");
        service.opens(TELNET).await;
        let session = Session::start(setting).await.expect("a session");
        Self { session, service, words: Catalogue::new(setting.language) }
    }

    /// The text for a key, in the language of the session.
    pub(crate) fn text(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// Opens the invitation, reads what it is about, and agrees. The window stays open.
    pub(crate) async fn joins(&self) -> App {
        let link = self.service.invites().await.to_string();
        let opening = self.session.opens(program(), &[&link]).await.expect("a driver");
        let app = opening.shows_a_window().await.expect("a first window");
        let welcome = app.window("window=welcome").await;
        welcome.says(&self.text("app-consent")).await;
        self.reads(&welcome, "Aizu Network Centre", "consent").await;
        welcome.press(&self.text("app-network-home")).await.unwrap();
        welcome.press(&self.text("app-agree-start")).await.unwrap();
        self.reads(&welcome, &self.text("app-welcome-ready"), "ready").await;
        app
    }

    /// Is a member already, and the app was closed.
    pub(crate) async fn has_joined(&self) -> AgentId {
        let app = self.joins().await;
        let agent = self.service.agent().await;
        self.service.hears_from(agent, jiff::Timestamp::UNIX_EPOCH).await;
        self.session.ends_agent().await;
        drop(app);
        agent
    }

    /// A month passes in which the door was open, and the backend begins to work.
    pub(crate) async fn has_lived_here_for_a_month(&mut self, agent: AgentId) {
        self.service.has_seen_open(agent, 30, &[TELNET]).await;
        self.service.works();
        self.service.has_scanned(agent).await;
    }

    /// Starts the app as when the computer starts.
    pub(crate) fn starts(&self) -> Running {
        self.session.starts_agent(&[&"--background"]).expect("an agent")
    }

    /// Waits until the icon has this colour, on the bus and on the panel.
    pub(crate) async fn sees(&self, colour: Colour) -> Icon {
        let what = format!("the icon is {colour:?} on the bus");
        let icon =
            until(&what, async || self.session.icon().await.filter(|icon| icon.picture.colour() == colour));
        let icon = icon.await;
        let what = format!("the icon is {colour:?} on the panel");
        until(&what, async || (self.session.colour_on_panel().ok()? == colour).then_some(())).await;
        icon
    }

    /// Picks an entry of the icon's menu, as soon as it is there.
    pub(crate) async fn picks(&self, words: &str) {
        let pick = async || self.session.pick(&self.session.icon().await?, words).await.ok();
        until(&format!("{words:?} is in the menu"), pick).await;
    }

    /// An operator sends a campaign; gives the icon as it is then.
    pub(crate) async fn is_told(&self) -> Icon {
        self.service.sends_campaign("autumn", &[TELNET]).await;
        self.sees(Colour::Red).await
    }

    /// The messages with the first line of this key.
    pub(crate) fn messages(&self, key: &str) -> Vec<Message> {
        let title = self.text(key);
        self.session.messages.shown().into_iter().filter(|message| message.summary == title).collect()
    }

    /// Waits for the first such message.
    pub(crate) async fn reads_message(&self, key: &str) -> Message {
        until(&format!("{key} is shown"), async || self.messages(key).pop()).await
    }

    /// A window in which something is waited for is kept as a picture when it is there.
    pub(crate) async fn reads(&self, window: &Window<'_>, words: &str, shot: &str) {
        window.says(words).await;
        window.is_drawn().await.unwrap();
        self.session.shot(shot).unwrap();
    }

    /// Waits until there is a window on the screen with this title.
    pub(crate) async fn sees_window(&self, title: &str) {
        let what = format!("a window {title:?} is on the screen");
        let shown = async || self.session.windows().ok()?.into_iter().find(|window| window.title == title);
        until(&what, shown).await;
    }
}
