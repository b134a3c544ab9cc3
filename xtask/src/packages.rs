//! What tasks need from the system, and which of it is missing.

use std::env;
use std::fs;
use std::path::PathBuf;

/// Something a task needs, the Debian package that has it, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// The Debian package.
    pub(crate) package: &'static str,
    /// What it is needed for.
    pub(crate) reason: &'static str,
    /// Where it shows that it is there; one place is enough.
    places: &'static [Place],
}

/// A place to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A program on the path.
    Program(&'static str),
    /// A file below any one folder of a folder.
    FileBelow(&'static str, &'static str),
}

pub(crate) const C_COMPILER: Need = Need {
    package: "build-essential",
    reason: "compiles the C code of SQLite and of ring",
    places: &[Place::Program("cc")],
};

pub(crate) const CPP_COMPILER: Need = Need {
    package: "build-essential",
    reason: "compiles the C++ code of libFuzzer",
    places: &[Place::Program("c++")],
};

pub(crate) const POSTGRESQL: Need = Need {
    package: "postgresql",
    reason: "the store is tested on it too, in a private cluster; Debian starts another of its own",
    places: &[Place::Program("initdb"), Place::FileBelow("/usr/lib/postgresql", "bin/initdb")],
};

pub(crate) const NPM: Need = Need {
    package: "npm",
    reason: "installs what the windows and the browser tests are written in",
    places: &[Place::Program("npm")],
};

pub(crate) const CHROMIUM: Need = Need {
    package: "chromium",
    reason: "the pages are tested in a real browser",
    places: &[Place::Program("chromium")],
};

pub(crate) const CHROMIUM_WITHOUT_WINDOWS: Need = Need {
    package: "chromium-headless-shell",
    reason: "a browser without windows shows the pages in half the time",
    places: &[Place::Program("chromium-headless-shell")],
};

pub(crate) const JAPANESE_FONT: Need = Need {
    package: "fonts-noto-cjk",
    reason: "the pages are drawn in Japanese",
    places: &[Place::FileBelow("/usr/share/fonts/opentype", "NotoSansCJK-Regular.ttc")],
};

/// What the agent is compiled with, its windows included.
pub(crate) const WINDOWS: &[Need] =
    if cfg!(target_os = "linux") { &[C_COMPILER, PKG_CONFIG, WEBKIT] } else { &[C_COMPILER] };

/// What a desktop session is made of, in which the real agent is tested; only Linux has one to start.
pub(crate) const SESSION: &[Need] = if cfg!(target_os = "linux") {
    &[
        XVFB,
        OPENBOX,
        DBUS_DAEMON,
        XFCE4_PANEL,
        XFCONF,
        DUNST,
        GNOME_KEYRING,
        XDOTOOL,
        IMAGEMAGICK,
        WEBKIT_DRIVER,
        JAPANESE_FONT,
    ]
} else {
    &[]
};

const PKG_CONFIG: Need = Need {
    package: "pkg-config",
    reason: "finds the libraries of the windows",
    places: &[Place::Program("pkg-config")],
};

const WEBKIT: Need = Need {
    package: "libwebkit2gtk-4.1-dev",
    reason: "the agent's windows are web pages; it brings GTK 3 along",
    places: &[
        Place::FileBelow("/usr/lib", "pkgconfig/webkit2gtk-4.1.pc"),
        Place::FileBelow("/usr", "pkgconfig/webkit2gtk-4.1.pc"),
    ],
};

pub(crate) const RSVG: Need = Need {
    package: "librsvg2-bin",
    reason: "draws the icons from their sources",
    places: &[Place::Program("rsvg-convert")],
};

pub(crate) const MINGW: Need = Need {
    package: "gcc-mingw-w64-x86-64",
    reason: "compiles the C code of ring for Windows",
    places: &[Place::Program("x86_64-w64-mingw32-gcc")],
};

pub(crate) const MINGW_RESOURCES: Need = Need {
    package: "binutils-mingw-w64-x86-64",
    reason: "prepares the icon and manifest of the program for Windows",
    places: &[Place::Program("x86_64-w64-mingw32-windres")],
};

pub(crate) const DEBOOTSTRAP: Need = Need {
    package: "debootstrap",
    reason: "makes a clean system to install the package on",
    places: &[Place::Program("debootstrap")],
};

pub(crate) const IPROUTE: Need = Need {
    package: "iproute2",
    reason: "makes network namespaces and the link between them",
    places: &[Place::Program("ip")],
};

pub(crate) const NFTABLES: Need = Need {
    package: "nftables",
    reason: "lets homes drop, refuse and lose packets, and counts them",
    places: &[Place::Program("nft")],
};

pub(crate) const ETHTOOL: Need = Need {
    package: "ethtool",
    reason: "makes packets cross the link one by one",
    places: &[Place::Program("ethtool")],
};

pub(crate) const NMAP: Need =
    Need { package: "nmap", reason: "is measured beside ours", places: &[Place::Program("nmap")] };

pub(crate) const MASSCAN: Need =
    Need { package: "masscan", reason: "is measured beside ours", places: &[Place::Program("masscan")] };

pub(crate) const ZMAP: Need =
    Need { package: "zmap", reason: "is measured beside ours", places: &[Place::Program("zmap")] };

const XVFB: Need =
    Need { package: "xvfb", reason: "a screen that nobody sees", places: &[Place::Program("Xvfb")] };

const OPENBOX: Need = Need {
    package: "openbox",
    reason: "manages the session's windows",
    places: &[Place::Program("openbox")],
};

const DBUS_DAEMON: Need = Need {
    package: "dbus-daemon",
    reason: "the session's bus, on which icon, messages and keyring speak",
    places: &[Place::Program("dbus-daemon")],
};

const XFCE4_PANEL: Need = Need {
    package: "xfce4-panel",
    reason: "shows the icon and is clicked on",
    places: &[Place::Program("xfce4-panel")],
};

const XFCONF: Need = Need {
    package: "xfconf",
    reason: "reads the panel's settings",
    places: &[Place::Program("xfconf-query")],
};

const DUNST: Need =
    Need { package: "dunst", reason: "shows the agent's messages", places: &[Place::Program("dunst")] };

const GNOME_KEYRING: Need = Need {
    package: "gnome-keyring",
    reason: "keeps the agent's key",
    places: &[Place::Program("gnome-keyring-daemon")],
};

const XDOTOOL: Need =
    Need { package: "xdotool", reason: "clicks with the mouse", places: &[Place::Program("xdotool")] };

const IMAGEMAGICK: Need =
    Need { package: "imagemagick", reason: "takes the shots", places: &[Place::Program("import")] };

const WEBKIT_DRIVER: Need = Need {
    package: "webkit2gtk-driver",
    reason: "reads the agent's windows and presses their buttons",
    places: &[Place::Program("WebKitWebDriver")],
};

/// The needs of which no place is there.
pub(crate) fn missing(needs: &[Need], there: impl Fn(&Place) -> bool) -> Vec<Need> {
    needs.iter().filter(|need| !need.places.iter().any(&there)).copied().collect()
}

impl Place {
    /// Looks whether it is there.
    pub(crate) fn exists(&self) -> bool {
        match self {
            Self::Program(name) => on_path(name),
            Self::FileBelow(folder, rest) => folders_of(folder).any(|below| below.join(rest).is_file()),
        }
    }
}

/// Whether a program is on the path.
pub(crate) fn on_path(name: &str) -> bool {
    find_on_path(name).is_some()
}

/// Where on the path a program is.
pub(crate) fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

fn folders_of(folder: &str) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

#[cfg(test)]
mod tests;
