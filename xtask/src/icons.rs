//! `cargo xtask icons`: every picture of the app, drawn again from its sources.

mod container;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::command::root;
use crate::install;
use crate::packages::RSVG;
use container::Png;

/// Where they are.
const ICONS: &str = "agent/desktop/icons";
/// The icon's states, as their sources are called; the one for notices is drawn once for each number.
const STATES: [&str; 4] = ["ok", "offline", "paused", "snoozed"];
const NUMBERS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "many"];
/// The same in one colour, as the menu bar of macOS wants them.
const TEMPLATES: [&str; 5] =
    ["ok-template", "notice-template", "offline-template", "paused-template", "snoozed-template"];
/// The length of a tray icon's side; panels shrink it to what they need.
const TRAY: u32 = 64;
/// What the packages want of the app's icon, and its side.
const APP: [(&str, u32); 4] =
    [("32x32.png", 32), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];

/// Where those of the agent in a browser are.
const BROWSER: &str = "ui/lib/browser/icons";
/// The sides that a browser's toolbar wants, where a badge tells the number of notices.
const TOOLBAR: [u32; 2] = [16, 32];
/// Those of the app's icon: in lists of extensions, and on the screen of a phone.
const BROWSER_APP: [(&str, u32); 7] = [
    ("app-16.png", 16),
    ("app-32.png", 32),
    ("app-48.png", 48),
    ("app-128.png", 128),
    ("web-180.png", 180),
    ("web-192.png", 192),
    ("web-512.png", 512),
];

/// Draws them all.
pub(crate) fn icons() -> Result<()> {
    install::ensure(&[RSVG])?;
    let icons = root().join(ICONS);
    let browser = root().join(BROWSER);
    fs::create_dir_all(&browser).context("make the folder of the browser's icons")?;
    for (source, file, side) in toolbar() {
        write(&browser.join(file), &draw(&source.read(&icons.join("tray"))?, side)?)?;
    }
    for (source, file) in tray() {
        write(&icons.join("tray").join(file), &draw(&source.read(&icons.join("tray"))?, TRAY)?)?;
    }
    let app = fs::read_to_string(icons.join("app.svg")).context("read app.svg")?;
    for (file, side) in APP {
        write(&icons.join(file), &draw(&app, side)?)?;
    }
    for (file, side) in BROWSER_APP {
        write(&browser.join(file), &draw(&app, side)?)?;
    }
    let png = |side| Ok(Png { side, bytes: draw(&app, side)? });
    let ico = container::ICO.into_iter().map(png).collect::<Result<Vec<_>>>()?;
    write(&icons.join("icon.ico"), &container::ico(&ico))?;
    let icns = container::ICNS.into_iter().map(|(name, side)| Ok((name, png(side)?)));
    write(&icons.join("icon.icns"), &container::icns(&icns.collect::<Result<Vec<_>>>()?))
}

/// A source, and which of its numbers is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Source {
    name: &'static str,
    number: Number,
}

/// What an icon says of how many notices there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// This.
    Shown(&'static str),
    /// Nothing, and its source has no place for it.
    None,
    /// Nothing: a badge tells.
    LeftOut,
}

impl Source {
    fn read(&self, folder: &Path) -> Result<String> {
        let text = fs::read_to_string(folder.join(format!("{}.svg", self.name)));
        let text = text.with_context(|| format!("read {}.svg", self.name))?;
        Ok(match self.number {
            Number::Shown(number) => text.replace("href=\"#many\"", &format!("href=\"#{number}\"")),
            Number::None => text,
            Number::LeftOut => text.lines().filter(|line| !is_of_number(line)).collect(),
        })
    }
}

/// Whether a line of a source draws the number or the disc behind it.
fn is_of_number(line: &str) -> bool {
    line.contains("<use id=\"count\"") || line.contains("<circle cx=\"46\"")
}

/// Every icon of a browser's toolbar: what it is drawn from, its file, and its side.
fn toolbar() -> Vec<(Source, String, u32)> {
    let states = STATES.iter().map(|name| Source { name, number: Number::None });
    let states: Vec<Source> = states.chain([Source { name: "notice", number: Number::LeftOut }]).collect();
    let sides = |source: &Source| TOOLBAR.map(|side| (*source, format!("{}-{side}.png", source.name), side));
    states.iter().flat_map(sides).collect()
}

/// Every tray icon: what it is drawn from, and its file.
fn tray() -> Vec<(Source, String)> {
    let plain = STATES.iter().chain(&TEMPLATES);
    let plain = plain.map(|name| (Source { name, number: Number::None }, format!("{name}.png")));
    let numbered = NUMBERS.iter().map(|number| {
        (Source { name: "notice", number: Number::Shown(number) }, format!("notice-{number}.png"))
    });
    plain.chain(numbered).collect()
}

/// The picture, as PNG.
fn draw(source: &str, side: u32) -> Result<Vec<u8>> {
    let side = side.to_string();
    let mut command = Command::new("rsvg-convert");
    command.args(["--width", &side, "--height", &side]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("start rsvg-convert")?;
    // It reads all of its input before it writes; dropping the pipe ends the input.
    let mut pipe = child.stdin.take().context("speak to rsvg-convert")?;
    pipe.write_all(source.as_bytes()).context("hand a source to rsvg-convert")?;
    drop(pipe);
    let output = child.wait_with_output().context("wait for rsvg-convert")?;
    ensure!(output.status.success(), "draw a picture: {}", output.status);
    Ok(output.stdout)
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(file, bytes).with_context(|| format!("write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The start of a PNG: its mark, the length and name of its first part, width, height, depth, colours.
    fn png(side: u32) -> Vec<u8> {
        let mut start = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        start.extend(side.to_be_bytes());
        start.extend(side.to_be_bytes());
        start.extend([8, 6]);
        start
    }

    #[test]
    fn every_icon_is_there_in_its_size_with_eight_bits_of_each_colour_and_of_opacity() {
        let icons = root().join(ICONS);
        let tray = tray().into_iter().map(|(_, file)| (icons.join("tray").join(file), TRAY));
        let app = APP.into_iter().map(|(file, side)| (icons.join(file), side));
        let browser = root().join(BROWSER);
        let toolbar = toolbar().into_iter().map(|(_, file, side)| (browser.join(file), side));
        let web = BROWSER_APP.into_iter().map(|(file, side)| (browser.join(file), side));
        for (file, side) in tray.chain(app).chain(toolbar).chain(web) {
            let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert!(bytes.starts_with(&png(side)), "{}", file.display());
        }
    }

    #[test]
    fn the_notice_has_a_place_for_its_number_and_every_number_is_drawn() {
        let folder = root().join(ICONS).join("tray");
        let source = Source { name: "notice", number: Number::None }.read(&folder).unwrap();
        assert_eq!(source.matches("href=\"#many\"").count(), 1);
        for number in NUMBERS {
            assert!(source.contains(&format!("<path id=\"{number}\"")), "{number}");
        }
    }

    #[test]
    fn a_toolbar_s_notice_leaves_the_number_and_its_disc_out() {
        let folder = root().join(ICONS).join("tray");
        let whole = Source { name: "notice", number: Number::None }.read(&folder).unwrap();
        assert_eq!(whole.lines().filter(|line| is_of_number(line)).count(), 3);
        let plain = Source { name: "notice", number: Number::LeftOut }.read(&folder).unwrap();
        assert!(plain.contains("<path") && !plain.contains("<use"));
    }
}
