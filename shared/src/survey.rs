//! The survey of the paper's figure 5 as a state machine over button ids: these paths and no others.
//!
//! A press is recorded as it comes, append-only; what the page shows next follows from all presses by
//! [`Survey::replay`], in which the last answer to a question counts. What a person says beside the questions is
//! recorded in the same way and changes none of their paths.

mod button;

use std::collections::BTreeMap;

pub use self::button::{Ability, Button, Here, Intent, MOST_STEPS, Mine, NotAButton, Place, Went};
use crate::Port;

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
    here: Option<Here>,
    mine: Option<Mine>,
    later: bool,
    steps: BTreeMap<(Port, u8), Went>,
}

impl Survey {
    /// The survey after these presses, in the order in which they were made.
    pub fn replay(presses: impl IntoIterator<Item = Button>) -> Self {
        let mut survey = Self::default();
        for press in presses {
            match press {
                Button::Network(place) => {
                    survey.place = Some(place);
                    survey.steps.clear();
                }
                Button::Intent(port, intent) => {
                    survey.intents.insert(port, intent);
                    survey.forget_steps(port);
                }
                Button::Ability(port, ability) => {
                    survey.abilities.insert(port, ability);
                    survey.forget_steps(port);
                }
                Button::Here(here) => survey.here = Some(here),
                Button::Mine(mine) => survey.mine = Some(mine),
                Button::Later => {}
                Button::Step(port, number, went) => _ = survey.steps.insert((port, number), went),
            }
            survey.later = press == Button::Later;
        }
        survey
    }

    /// Another answer leads to other steps, of which nothing was said yet.
    fn forget_steps(&mut self, port: Port) {
        self.steps.retain(|(of, _), _| *of != port);
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

    /// Whether the person is on the network that the notice is about, if they said.
    pub fn here(&self) -> Option<Here> {
        self.here
    }

    /// Whether the person says that the notice is about somebody else's line.
    pub fn is_not_mine(&self) -> bool {
        self.mine == Some(Mine::No)
    }

    /// Whether the last thing that the person said was “later”.
    pub fn is_put_off(&self) -> bool {
        self.later
    }

    /// How a step of the advice for a port went, if the person said.
    pub fn went(&self, port: Port, number: u8) -> Option<Went> {
        self.steps.get(&(port, number)).copied()
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
        if self.is_not_mine() {
            return matches!(button, Button::Mine(_));
        }
        match button {
            Button::Network(_) | Button::Here(_) | Button::Mine(_) | Button::Later => true,
            Button::Step(port, ..) => ports.contains(&port) && matches!(self.step(port), Step::End(_)),
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
        self.is_not_mine() || ports.iter().all(|port| matches!(self.step(*port), Step::End(_)))
    }
}

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
    fn whoever_says_that_it_is_not_theirs_is_asked_nothing_more_until_they_take_it_back() {
        let said = after("network.home intent.tcp-23.unknown mine.no");
        assert!(said.is_finished(&[TELNET]));
        let offers = |button: &str| said.offers(button.parse().unwrap(), &[TELNET]);
        assert!(
            offers("mine.yes") && !offers("network.home") && !offers("later") && !offers("ability.tcp-23.no")
        );
        let back = after("network.home intent.tcp-23.unknown mine.no mine.yes");
        assert_eq!(back.step(TELNET), Step::AskAbility);
        assert!(!back.is_finished(&[TELNET]));
    }

    #[test]
    fn later_holds_until_something_else_is_said() {
        assert!(after("network.home later").is_put_off());
        assert!(!after("network.home later network.home").is_put_off());
    }

    #[test]
    fn steps_can_be_told_of_once_they_are_shown() {
        let step: Button = "step.tcp-23.1.stuck".parse().unwrap();
        assert!(!after("network.home").offers(step, &[TELNET]));
        let survey = after("network.work step.tcp-23.1.stuck step.tcp-23.1.done");
        assert!(survey.offers(step, &[TELNET]) && !survey.offers(step, &[SMB]));
        let other = after("network.work step.tcp-23.1.done network.away");
        assert_eq!(other.went(TELNET, 1), None, "other advice has other steps");
        assert_eq!((survey.went(TELNET, 1), survey.went(TELNET, 2)), (Some(Went::Done), None));
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
}
