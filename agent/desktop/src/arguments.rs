//! The command line.

use std::path::PathBuf;

use akabeko_agent_app::tongue;
use akabeko_shared::{Language, NetworkKind, Platform};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

/// Signals are how a program without a window is told something.
const AFTER_HELP: &str = "\
Signals:
  SIGUSR1          Pause for a day: no scans, no messages
  SIGUSR2          Go on
  SIGTERM, Ctrl-C  End; the server is told to scan no more";

/// Tells you when something in your home can be reached from the internet.
#[derive(Parser)]
#[command(name = "akabeko-agent", version, after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The link of your invitation, `akabeko://enrol?…`.
    #[arg(value_name = "LINK", conflicts_with = "headless")]
    pub(crate) link: Option<String>,
    /// Run without a window, and print a line of JSON whenever the icon would change.
    #[arg(long)]
    pub(crate) headless: bool,
    /// Start quietly in the tray, as when the computer starts.
    #[arg(long, conflicts_with = "headless")]
    pub(crate) background: bool,
    /// The server, such as `https://akabeko.example`; not needed once enrolled.
    #[arg(long, value_name = "URL", env = "AKABEKO_SERVER")]
    pub(crate) server: Option<String>,
    /// The code of your invitation. Giving it means that you agree to the text that is shown. Used only while
    /// nothing is remembered: to enrol again, after the server erased you, remove the data folder first.
    #[arg(long, value_name = "CODE", env = "AKABEKO_INVITE", hide_env_values = true)]
    pub(crate) invite: Option<String>,
    /// Agree to this version of the text, after the one that you agreed to was replaced.
    #[arg(long, value_name = "VERSION")]
    pub(crate) consent: Option<u32>,
    /// Where to remember who this is [default: $XDG_DATA_HOME/akabeko or ~/.local/share/akabeko].
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// What this machine is: headless or desktop.
    #[arg(long, default_value = "headless", value_parser = platform)]
    pub(crate) platform: Platform,
    /// The language for pages and messages, ja or en [default: the system's].
    #[arg(long)]
    pub(crate) language: Option<Language>,
    /// Whose network this machine is on as it starts: home, work or away. Only a home is scanned. In any other
    /// network that the machine moves to nothing is scanned until it is started again there.
    #[arg(long, default_value = "home", value_name = "KIND")]
    pub(crate) network: NetworkKind,
}

impl Arguments {
    /// The language that was asked for, or else the system's.
    pub(crate) fn language(&self) -> Language {
        self.language.unwrap_or_else(tongue::of_the_system)
    }
}

/// Ends the program with exit code 2 and says which argument is missing.
pub(crate) fn is_missing(what: &str) -> ! {
    Arguments::command().error(ErrorKind::MissingRequiredArgument, what).exit()
}

fn platform(text: &str) -> Result<Platform, String> {
    match text.parse()? {
        platform @ (Platform::Headless | Platform::Desktop) => Ok(platform),
        Platform::Mobile | Platform::Browser => Err("expected headless or desktop".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
        let arguments =
            parse("akabeko-agent --headless --server http://127.0.0.1:1 --invite A --network home");
        let arguments = arguments.unwrap();
        assert_eq!((arguments.platform, arguments.network), (Platform::Headless, NetworkKind::Home));
    }

    #[test]
    fn the_help_tells_how_to_pause_and_how_to_enrol_again() {
        let help = Arguments::command().render_long_help().to_string();
        for words in ["SIGUSR1", "SIGUSR2", "remove the data folder first", "[default: home]"] {
            assert!(help.contains(words), "{words} is missing in {help}");
        }
    }

    #[test]
    fn wrong_usage_is_told_apart() {
        for line in [
            "akabeko-agent --headless akabeko://enrol?server=a&code=b",
            "akabeko-agent --headless --background",
            "akabeko-agent --headless --platform mobile",
            "akabeko-agent --headless --language fr",
            "akabeko-agent --headless --network moon",
        ] {
            assert_eq!(parse(line).map(|_| ()).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
