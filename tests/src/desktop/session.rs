//! The session: what it is made of, started in order, each part waited for.

mod layout;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicU32;

use akabeko_shared::Language;
use anyhow::{Context, Result};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};
use zbus::Connection;
use zbus::fdo::DBusProxy;

use self::layout::{environment, lay_out};
use super::bus;
use super::group::Group;
use super::messages::Messages;
use super::patience::until;
use crate::process::Running;

/// What a session has, and what its shots are called.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// What the names of its shots begin with.
    pub story: &'static str,
    /// The language of its person.
    pub language: Language,
    /// A panel with a place for icons.
    pub panel: bool,
    /// Something that shows messages.
    pub messages: bool,
    /// A keyring that is open.
    pub keyring: bool,
}

impl Setting {
    /// All that a usual session has.
    pub fn usual(story: &'static str) -> Self {
        Self { story, language: Language::En, panel: true, messages: true, keyring: true }
    }
}

/// A running session; when dropped, everything in it ends.
pub struct Session {
    /// Its bus.
    pub bus: Connection,
    /// Every message that a program wanted to show.
    pub messages: Messages,
    pub(super) setting: Setting,
    pub(super) shots: AtomicU32,
    environment: Vec<(&'static str, String)>,
    parts: BTreeMap<&'static str, Running>,
    group: Group,
    folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

/// Who has a place for icons.
const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// Who shows messages.
const MESSAGES: &str = "org.freedesktop.Notifications";

/// Sessions take turns: what is measured in one must not depend on another.
static TURN: Mutex<()> = Mutex::const_new(());

/// The screen's width; the panel goes all along its upper edge.
pub(super) const WIDTH: u32 = 1400;
const HEIGHT: u32 = 1000;

impl Session {
    /// Starts a session.
    ///
    /// # Errors
    /// When a part of it is not installed or does not start.
    pub async fn start(setting: Setting) -> Result<Self> {
        let turn = TURN.lock().await;
        let folder = TempDir::with_prefix("akabeko-session-").context("make a folder for a session")?;
        lay_out(folder.path())?;
        let group = Group::new()?;
        let mut environment = environment(folder.path(), setting.language);
        let screen = start(&group, &environment, "Xvfb", &screen_arguments())?;
        let number = first_line(&screen, "the screen is there").await;
        environment.push(("DISPLAY", format!(":{number}")));
        let configuration = format!("--config-file={}", bus::configure(folder.path())?.display());
        let daemon =
            start(&group, &environment, "dbus-daemon", &["--nofork", "--print-address=1", &configuration])?;
        let address = first_line(&daemon, "the bus is there").await;
        environment.push(("DBUS_SESSION_BUS_ADDRESS", address.clone()));
        let parts = [("Xvfb", screen), ("dbus-daemon", daemon)].into();
        let bus = connect(&address).await?;
        let messages = Messages::listen(&address).await?;
        let shots = AtomicU32::new(0);
        let mut session =
            Self { bus, messages, setting, shots, environment, parts, group, folder, _turn: turn };
        session.furnish().await?;
        Ok(session)
    }

    /// A program with the session's environment, which ends with the session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        command(&self.group, &self.environment, program)
    }

    /// A folder that only this session has.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Every address that somebody wanted to see in the browser.
    pub fn opened_in_browser(&self) -> Vec<String> {
        let opened = fs::read_to_string(self.folder().join("opened")).unwrap_or_default();
        opened.lines().map(str::to_owned).collect()
    }

    /// Whether somebody answers to a name on the bus.
    pub async fn has_on_bus(&self, name: &str) -> bool {
        let Ok(bus) = DBusProxy::new(&self.bus).await else { return false };
        match name.try_into() {
            Ok(name) => bus.name_has_owner(name).await.unwrap_or(false),
            Err(_) => false,
        }
    }

    /// The panel ends, and with it the place for icons.
    pub async fn loses_panel(&mut self) {
        drop(self.parts.remove("xfce4-panel"));
        self.disappears(WATCHER).await;
    }

    /// Nobody shows messages any more.
    pub async fn loses_messages(&mut self) {
        drop(self.parts.remove("dunst"));
        self.disappears(MESSAGES).await;
    }

    async fn furnish(&mut self) -> Result<()> {
        let Setting { panel, messages, keyring, .. } = self.setting;
        // A colour that is neither the icon's blue nor its red, so that pictures are good to look at.
        // ImageMagick counts this as a failure even where it succeeds.
        let paint = ["-size", "1400x1000", "-window", "root", "xc:#7d8a86"];
        self.command("display").args(paint).output().context("run display")?;
        self.adds("openbox", &[])?;
        until("windows are managed", async || self.asks("xdotool", &["get_num_desktops"]).ok()).await;
        if messages {
            let settings = self.folder().join("config/dunst/dunstrc").display().to_string();
            self.adds("dunst", &["-conf", &settings])?;
            self.appears(MESSAGES).await;
        }
        if panel {
            self.adds("xfce4-panel", &["--disable-wm-check"])?;
            self.appears(WATCHER).await;
        }
        if keyring {
            let mut daemon = self.command("gnome-keyring-daemon");
            daemon.args(["--foreground", "--unlock", "--components=secrets"]);
            let password = fs::File::open(self.folder().join("password"))?;
            self.parts.insert("gnome-keyring-daemon", Running::of(daemon.stdin(password))?);
            self.appears("org.freedesktop.secrets").await;
        }
        Ok(())
    }

    fn adds(&mut self, program: &'static str, arguments: &[&str]) -> Result<()> {
        self.parts.insert(program, start(&self.group, &self.environment, program, arguments)?);
        Ok(())
    }

    async fn appears(&self, name: &str) {
        until(&format!("{name} is on the bus"), async || self.has_on_bus(name).await.then_some(())).await;
    }

    async fn disappears(&self, name: &str) {
        until(&format!("{name} is off the bus"), async || (!self.has_on_bus(name).await).then_some(())).await;
    }

    /// Runs a program of the session to its end and gives what it printed.
    pub(super) fn asks(&self, program: &str, arguments: &[&str]) -> Result<Vec<u8>> {
        let output = self.command(program).args(arguments).output();
        let output = output.with_context(|| format!("run {program}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "run {program} {arguments:?}: {said}");
        Ok(output.stdout)
    }
}

fn screen_arguments() -> [&'static str; 8] {
    const _: () = assert!(WIDTH == 1400 && HEIGHT == 1000);
    ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-noreset", "-nolisten", "tcp"]
}

fn start(
    group: &Group,
    environment: &[(&'static str, String)],
    program: &str,
    arguments: &[&str],
) -> Result<Running> {
    Running::of(command(group, environment, program).args(arguments))
}

fn command(group: &Group, environment: &[(&'static str, String)], program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(environment.iter().map(|(name, value)| (name, value))).stdin(Stdio::null());
    group.take_in(&mut command);
    command
}

async fn first_line(running: &Running, what: &str) -> String {
    until(what, async || running.out().into_iter().next()).await
}

async fn connect(address: &str) -> Result<Connection> {
    let connection = zbus::connection::Builder::address(address)?.build().await;
    connection.context("connect to the session's bus")
}
