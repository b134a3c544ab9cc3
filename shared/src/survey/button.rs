//! The buttons of a notification page, each with the id that is recorded when it is pressed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Port;

/// Where the person says the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// At home, on a mobile line included.
    Home,
    /// At work or school.
    Work,
    /// In a hotel, a café.
    Away,
}

/// Whether a port is open on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intent {
    /// On purpose.
    Intended,
    /// Not on purpose.
    Unintended,
    /// The person cannot say: treated as not on purpose (section 3.3).
    Unknown,
}

/// Whether the person can close a port without help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Whether the device is now on the network that the notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Here {
    /// It is.
    This,
    /// It is on another one; the answers are still about the one of the notice.
    Another,
}

/// Whether the notice is about the person's own line at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mine {
    /// It is.
    Yes,
    /// It is somebody else's: nothing is asked of this person.
    No,
}

/// How a step of the advice went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Went {
    /// It is done.
    Done,
    /// The person could not do it.
    Stuck,
}

/// The most steps that advice has.
pub const MOST_STEPS: u8 = 3;

const LATER: &str = "later";

/// One button of the page. Those of figure 5: `network.home`, `intent.tcp-23.unknown`, `ability.tcp-23.yes`; and what
/// a person can say beside it: `here.another`, `mine.no`, `later`, `step.tcp-23.1.stuck`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Button {
    /// Which network is this?
    Network(Place),
    /// Is this port open on purpose?
    Intent(Port, Intent),
    /// Can you close it yourself?
    Ability(Port, Ability),
    /// Is the device on the network that the notice is about?
    Here(Here),
    /// Is it about your line at all?
    Mine(Mine),
    /// Not now.
    Later,
    /// How a step of the advice for this port went, counted from 1.
    Step(Port, u8, Went),
}

impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dashed = |port: &Port| format!("{}-{}", port.protocol, port.number);
        match self {
            Self::Network(place) => write!(f, "network.{}", place.word()),
            Self::Intent(port, intent) => write!(f, "intent.{}.{}", dashed(port), intent.word()),
            Self::Ability(port, ability) => write!(f, "ability.{}.{}", dashed(port), ability.word()),
            Self::Here(here) => write!(f, "here.{}", here.word()),
            Self::Mine(mine) => write!(f, "mine.{}", mine.word()),
            Self::Later => write!(f, "{LATER}"),
            Self::Step(port, number, went) => write!(f, "step.{}.{number}.{}", dashed(port), went.word()),
        }
    }
}

impl FromStr for Button {
    type Err = NotAButton;

    fn from_str(text: &str) -> Result<Self, NotAButton> {
        parse(text).ok_or_else(|| NotAButton(text.to_owned()))
    }
}

impl TryFrom<String> for Button {
    type Error = NotAButton;

    fn try_from(text: String) -> Result<Self, NotAButton> {
        text.parse()
    }
}

impl From<Button> for String {
    fn from(button: Button) -> Self {
        button.to_string()
    }
}

/// A text that should have been a button of the survey.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a button of the page: expected such as network.home, intent.tcp-23.intended or ability.tcp-23.no"
)]
pub struct NotAButton(String);

fn parse(text: &str) -> Option<Button> {
    let words: Vec<&str> = text.split('.').collect();
    Some(match words[..] {
        _ if text == LATER => Button::Later,
        ["network", place] => Button::Network(Place::from_word(place)?),
        ["intent", port, intent] => Button::Intent(parse_port(port)?, Intent::from_word(intent)?),
        ["ability", port, ability] => Button::Ability(parse_port(port)?, Ability::from_word(ability)?),
        ["here", here] => Button::Here(Here::from_word(here)?),
        ["mine", mine] => Button::Mine(Mine::from_word(mine)?),
        ["step", port, number, went] => {
            Button::Step(parse_port(port)?, parse_number(number)?, Went::from_word(went)?)
        }
        _ => return None,
    })
}

fn parse_port(text: &str) -> Option<Port> {
    let (protocol, number) = text.split_once('-')?;
    format!("{protocol}/{number}").parse().ok()
}

fn parse_number(text: &str) -> Option<u8> {
    (1..=MOST_STEPS).find(|number| number.to_string() == text)
}

macro_rules! answers {
    ($name:ident: $($variant:ident = $word:literal),+) => {
        impl $name {
            /// The last word of the button's id.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

answers!(Place: Home = "home", Work = "work", Away = "away");
answers!(Intent: Intended = "intended", Unintended = "unintended", Unknown = "unknown");
answers!(Ability: Yes = "yes", No = "no");
answers!(Here: This = "this", Another = "another");
answers!(Mine: Yes = "yes", No = "no");
answers!(Went: Done = "done", Stuck = "stuck");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_has_one_spelling() {
        for text in
            ["intent.tcp/23.intended", "ability.tcp/23-.no", "intent.tcp-+23.intended", "ability.udp-053.yes"]
        {
            assert!(text.parse::<Button>().is_err(), "{text:?} was taken for a button");
        }
    }

    #[test]
    fn buttons_read_back_and_nothing_else_is_one() {
        for text in [
            "network.away",
            "intent.udp-53.unintended",
            "ability.tcp-52869.no",
            "here.another",
            "mine.no",
            "later",
            "step.tcp-23.3.stuck",
        ] {
            assert_eq!(text.parse::<Button>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "network",
            "network.moon",
            "intent.tcp-23",
            "intent.tcp-0.intended",
            "ability.tcp-23.yes.no",
            "later.week",
            "step.tcp-23.0.done",
            "step.tcp-23.4.done",
            "step.tcp-23.01.done",
        ] {
            assert!(text.parse::<Button>().is_err(), "{text:?} was taken for a button");
        }
    }
}
