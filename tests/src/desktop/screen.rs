//! What can be seen on the screen, and a hand on the mouse.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, ensure};

use super::picture::{Area, Colour, Picture};
use super::session::{Session, WIDTH};

/// The one icon's place at the right end of the panel, of which it has a square.
pub const ICON: Area = Area { left: WIDTH - PANEL, top: 0, width: PANEL, height: PANEL };

/// How high the panel is.
const PANEL: u32 = 36;

/// Where shots are kept.
const SHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/e2e/shots/desktop");

/// A window on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What its frame says.
    pub title: String,
    /// Where it is.
    pub area: Area,
}

impl Session {
    /// All that the screen shows.
    pub fn screen(&self) -> Result<Picture> {
        Picture::from_png(&self.photograph()?)
    }

    /// The colour of the icon on the panel.
    pub fn colour_on_panel(&self) -> Result<Colour> {
        Ok(self.screen()?.part(ICON).colour())
    }

    /// Keeps a numbered picture of the screen for people to look at, once it stands still.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn shot(&self, name: &str) -> Result<()> {
        let number = self.shots.fetch_add(1, Ordering::Relaxed) + 1;
        let file = Path::new(SHOTS).join(format!("{}{number:02}-{name}.png", self.setting.story));
        fs::create_dir_all(SHOTS).context("make the folder of shots")?;
        fs::write(&file, self.still()?).with_context(|| format!("keep {}", file.display()))
    }

    /// The screen when it no longer changes; something that turns all the time is caught as it is.
    fn still(&self) -> Result<Vec<u8>> {
        const LOOKS: usize = 20;
        let mut png = self.photograph()?;
        for _ in 0..LOOKS {
            let next = self.photograph()?;
            if Picture::from_png(&next)? == Picture::from_png(&png)? {
                break;
            }
            png = next;
        }
        Ok(png)
    }

    /// Clicks with the left button.
    pub fn click(&self, (x, y): (u32, u32)) -> Result<()> {
        let (x, y) = (x.to_string(), y.to_string());
        self.asks("xdotool", &["mousemove", &x, &y, "click", "1"]).map(drop)
    }

    /// Clicks on the icon.
    pub fn click_icon(&self) -> Result<()> {
        self.click(ICON.middle())
    }

    /// Clicks on the message that lies on top.
    pub fn click_message(&self) -> Result<()> {
        let found = self.find(&["--class", "Dunst"])?;
        let window = found.last().context("find a message on the screen")?;
        self.click(self.look_at(window)?.area.middle())
    }

    /// The windows that programs show, by their titles; not the panel.
    pub fn windows(&self) -> Result<Vec<Shown>> {
        // A window that is gone by now is none.
        let windows =
            self.find(&["--name", "."])?.into_iter().filter_map(|window| self.look_at(&window).ok());
        Ok(windows.filter(|window| !OTHERS.contains(&window.title.as_str())).collect())
    }

    /// The title of the window that has the focus.
    pub fn active_window(&self) -> Result<String> {
        let title = String::from_utf8(self.asks("xdotool", &["getactivewindow", "getwindowname"])?)?;
        Ok(title.trim_end().to_owned())
    }

    fn photograph(&self) -> Result<Vec<u8>> {
        let png = self.asks("import", &["-silent", "-window", "root", "png:-"])?;
        ensure!(!png.is_empty(), "take a picture of the screen");
        Ok(png)
    }

    fn find(&self, how: &[&str]) -> Result<Vec<String>> {
        let found = self.command("xdotool").args(["search", "--onlyvisible"]).args(how).output();
        // Finding nothing counts as a failure there.
        let found = found.context("run xdotool")?.stdout;
        Ok(String::from_utf8(found)?.split_whitespace().map(str::to_owned).collect())
    }

    fn look_at(&self, window: &str) -> Result<Shown> {
        let title = String::from_utf8(self.asks("xdotool", &["getwindowname", window])?)?;
        let place = String::from_utf8(self.asks("xdotool", &["getwindowgeometry", "--shell", window])?)?;
        let number = |name: &str| {
            let value = place.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse().ok()).with_context(|| format!("find {name} in {place}"))
        };
        let area = Area {
            left: number("X")?,
            top: number("Y")?,
            width: number("WIDTH")?,
            height: number("HEIGHT")?,
        };
        Ok(Shown { title: title.trim_end().to_owned(), area })
    }
}

/// What has a title in a session and is no program's window.
const OTHERS: [&str; 4] = ["xfce4-panel", "wrapper-2.0", "Openbox", "Dunst"];
