//! The survey of the paper's figure 5 as a state machine over button ids: these paths and no others.
//!
//! A press is recorded as it comes, append-only; what the page shows next follows from all presses by
//! [`Survey::replay`], in which the last answer to a question counts.

use std::collections::BTreeMap;
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

/// One button of the survey: `network.home`, `intent.tcp-23.unknown`, `ability.tcp-23.yes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Button {
    /// Which network is this?
    Network(Place),
    /// Is this port open on purpose?
    Intent(Port, Intent),
    /// Can you close it yourself?
    Ability(Port, Ability),
}

/// The end of the questions, for one port or for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Ask the network's administrator whether it is meant to be open.
    AskAdministrator,
    /// Do what one can do alone, such as the firewall.
    ProtectDevice,
    /// Check passwords and the like; the risk of 23 and 445 is stated all the same.
    CheckService,
    /// Measures for this port.
    CloseIt,
    /// The support address; one case a person.
    GetSupport,
}

/// What the page shows for one port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Waiting for the answer about the network.
    AskNetwork,
    /// Waiting for the answer about intent.
    AskIntent,
    /// Waiting for the answer about ability.
    AskAbility,
    /// Nothing more to ask.
    End(Outcome),
}

/// The answers of one person to one notice so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    place: Option<Place>,
    intents: BTreeMap<Port, Intent>,
    abilities: BTreeMap<Port, Ability>,
}

impl Survey {
    /// The survey after these presses, in the order in which they were made.
    pub fn replay(presses: impl IntoIterator<Item = Button>) -> Self {
        let mut survey = Self::default();
        for press in presses {
            match press {
                Button::Network(place) => survey.place = Some(place),
                Button::Intent(port, intent) => _ = survey.intents.insert(port, intent),
                Button::Ability(port, ability) => _ = survey.abilities.insert(port, ability),
            }
        }
        survey
    }

    /// Where the person says the device is, if they said.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// What the person said about the intent of a port, if they did.
    pub fn intent(&self, port: Port) -> Option<Intent> {
        self.intents.get(&port).copied()
    }

    /// What the person said about their ability to close a port, if they did.
    pub fn ability(&self, port: Port) -> Option<Ability> {
        self.abilities.get(&port).copied()
    }

    /// Where the person stands with one port.
    pub fn step(&self, port: Port) -> Step {
        match self.place {
            None => Step::AskNetwork,
            Some(Place::Work) => Step::End(Outcome::AskAdministrator),
            Some(Place::Away) => Step::End(Outcome::ProtectDevice),
            Some(Place::Home) => self.step_at_home(port),
        }
    }

    fn step_at_home(&self, port: Port) -> Step {
        match (self.intent(port), self.ability(port)) {
            (None, _) => Step::AskIntent,
            (Some(Intent::Intended), _) => Step::End(Outcome::CheckService),
            (Some(Intent::Unintended | Intent::Unknown), None) => Step::AskAbility,
            (Some(Intent::Unintended | Intent::Unknown), Some(Ability::Yes)) => Step::End(Outcome::CloseIt),
            (Some(Intent::Unintended | Intent::Unknown), Some(Ability::No)) => Step::End(Outcome::GetSupport),
        }
    }

    /// Whether the page offers this button now, for a notice about `ports`: the question is open or was
    /// answered before, since every answer may be changed.
    pub fn offers(&self, button: Button, ports: &[Port]) -> bool {
        match button {
            Button::Network(_) => true,
            Button::Intent(port, _) => ports.contains(&port) && self.place == Some(Place::Home),
            Button::Ability(port, _) => {
                ports.contains(&port)
                    && matches!(
                        self.step(port),
                        Step::AskAbility | Step::End(Outcome::CloseIt | Outcome::GetSupport)
                    )
            }
        }
    }

    /// Whether nothing is left to ask about any of `ports`.
    pub fn is_finished(&self, ports: &[Port]) -> bool {
        ports.iter().all(|port| matches!(self.step(*port), Step::End(_)))
    }
}

impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dashed = |port: &Port| format!("{}-{}", port.protocol, port.number);
        match self {
            Self::Network(place) => write!(f, "network.{}", place.word()),
            Self::Intent(port, intent) => write!(f, "intent.{}.{}", dashed(port), intent.word()),
            Self::Ability(port, ability) => write!(f, "ability.{}.{}", dashed(port), ability.word()),
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
    "{0:?} is not a button of the survey: expected such as network.home, intent.tcp-23.intended or ability.tcp-23.no"
)]
pub struct NotAButton(String);

fn parse(text: &str) -> Option<Button> {
    let mut words = text.split('.');
    let button = match (words.next()?, words.next()?, words.next()) {
        ("network", place, None) => Button::Network(Place::from_word(place)?),
        ("intent", port, Some(intent)) => Button::Intent(parse_port(port)?, Intent::from_word(intent)?),
        ("ability", port, Some(ability)) => Button::Ability(parse_port(port)?, Ability::from_word(ability)?),
        _ => return None,
    };
    words.next().is_none().then_some(button)
}

fn parse_port(text: &str) -> Option<Port> {
    let (protocol, number) = text.split_once('-')?;
    format!("{protocol}/{number}").parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    const TELNET: Port = Port::tcp(23);
    const SMB: Port = Port::tcp(445);

    fn after(presses: &str) -> Survey {
        Survey::replay(presses.split_whitespace().map(|press| press.parse().unwrap()))
    }

    #[test]
    fn every_path_of_figure_5_leads_where_the_paper_says() {
        let paths = [
            ("", Step::AskNetwork),
            ("network.work", Step::End(Outcome::AskAdministrator)),
            ("network.away", Step::End(Outcome::ProtectDevice)),
            ("network.home", Step::AskIntent),
            ("network.home intent.tcp-23.intended", Step::End(Outcome::CheckService)),
            ("network.home intent.tcp-23.unintended", Step::AskAbility),
            ("network.home intent.tcp-23.unknown", Step::AskAbility),
            ("network.home intent.tcp-23.unintended ability.tcp-23.yes", Step::End(Outcome::CloseIt)),
            ("network.home intent.tcp-23.unknown ability.tcp-23.yes", Step::End(Outcome::CloseIt)),
            ("network.home intent.tcp-23.unintended ability.tcp-23.no", Step::End(Outcome::GetSupport)),
            ("network.home intent.tcp-23.unknown ability.tcp-23.no", Step::End(Outcome::GetSupport)),
        ];
        for (presses, step) in paths {
            assert_eq!(after(presses).step(TELNET), step, "after {presses:?}");
        }
    }

    #[test]
    fn the_last_answer_counts() {
        let survey = after("network.work network.home intent.tcp-23.intended intent.tcp-23.unknown");
        assert_eq!(survey.step(TELNET), Step::AskAbility);
    }

    #[test]
    fn each_port_is_asked_about_by_itself() {
        let survey = after("network.home intent.tcp-23.intended");
        assert_eq!(survey.step(SMB), Step::AskIntent);
        assert!(!survey.is_finished(&[TELNET, SMB]));
        assert!(survey.is_finished(&[TELNET]));
    }

    #[test]
    fn only_questions_that_were_reached_are_offered() {
        let offered = |presses: &str, button: &str| after(presses).offers(button.parse().unwrap(), &[TELNET]);
        assert!(offered("", "network.home"));
        assert!(!offered("", "intent.tcp-23.intended"));
        assert!(!offered("network.work", "intent.tcp-23.intended"));
        assert!(offered("network.home", "intent.tcp-23.intended"));
        assert!(!offered("network.home", "intent.tcp-445.intended"));
        assert!(!offered("network.home", "ability.tcp-23.yes"));
        assert!(!offered("network.home intent.tcp-23.intended", "ability.tcp-23.yes"));
        assert!(offered("network.home intent.tcp-23.unknown ability.tcp-23.no", "ability.tcp-23.yes"));
    }

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
        for text in ["network.away", "intent.udp-53.unintended", "ability.tcp-52869.no"] {
            assert_eq!(text.parse::<Button>().unwrap().to_string(), text);
        }
        for text in
            ["", "network", "network.moon", "intent.tcp-23", "intent.tcp-0.intended", "ability.tcp-23.yes.no"]
        {
            assert!(text.parse::<Button>().is_err(), "{text:?} was taken for a button");
        }
    }
}
