//! The questions of the survey that stand open or were answered, with their buttons.

use akabeko_shared::Port;
use akabeko_shared::survey::{Ability, Button, Here, Intent, Place};

use super::door::Row;
use super::{NoticePage, moment};

/// One question.
pub(super) struct Question {
    /// What is asked.
    pub(super) text: String,
    /// The possible answers.
    pub(super) choices: Vec<Choice>,
    /// Whether it is the one to answer now.
    pub(super) next: bool,
}

impl Question {
    /// Whether an answer was given.
    pub(super) fn is_answered(&self) -> bool {
        self.choices.iter().any(|choice| choice.chosen)
    }
}

/// One answer.
pub(super) struct Choice {
    /// The button's id.
    pub(super) button: Button,
    /// What it says.
    pub(super) label: String,
    /// What follows from it.
    pub(super) then: String,
    /// Whether it is the answer so far.
    pub(super) chosen: bool,
}

/// The questions that were reached, in the order of figure 5: the network, then port by port.
pub(super) fn questions(page: &NoticePage, doors: &[Row]) -> Vec<Question> {
    if page.survey.is_not_mine() {
        return Vec::new();
    }
    let mut questions: Vec<Question> = here(page).into_iter().chain([network(page)]).collect();
    for door in doors {
        questions.extend(intent(page, door));
        questions.extend(ability(page, door));
    }
    let ports: Vec<Port> = doors.iter().map(|door| door.port).collect();
    if page.survey.is_finished(&ports) {
        return questions;
    }
    if let Some(open) = questions.iter_mut().find(|question| !question.is_answered()) {
        open.next = true;
    }
    questions
}

/// Asked only of whoever seems to be on another network now: the questions are about the one of the notice.
fn here(page: &NoticePage) -> Option<Question> {
    let chosen = page.survey.here();
    let choice =
        |here: Here| choice(page, &format!("here-{}", here.word()), Button::Here(here), chosen == Some(here));
    let last_seen = page.doors.iter().map(|door| door.last_seen).max().unwrap_or(page.sent_at);
    let seen = moment::moment(page.catalogue, page.time_zone, last_seen);
    (page.elsewhere || chosen.is_some()).then(|| Question {
        text: page.catalogue.text_with("page-ask-here", &[("moment", &seen)]),
        choices: [Here::This, Here::Another].map(choice).into(),
        next: false,
    })
}

fn network(page: &NoticePage) -> Question {
    let chosen = page.survey.place();
    let places = [Place::Home, Place::Work, Place::Away];
    let choice = |place: Place| {
        choice(page, &format!("network-{}", place.word()), Button::Network(place), chosen == Some(place))
    };
    Question {
        text: page.catalogue.text(match page.survey.here() {
            Some(Here::Another) => "page-ask-network-there",
            Some(Here::This) | None => "page-ask-network",
        }),
        choices: places.map(choice).into(),
        next: false,
    }
}

fn intent(page: &NoticePage, door: &Row) -> Option<Question> {
    let chosen = page.survey.intent(door.port);
    let choices = [Intent::Intended, Intent::Unintended, Intent::Unknown].map(|intent| {
        let button = Button::Intent(door.port, intent);
        choice(page, &format!("intent-{}", intent.word()), button, chosen == Some(intent))
    });
    about(page, door, "page-ask-intent", choices.into())
}

fn ability(page: &NoticePage, door: &Row) -> Option<Question> {
    let chosen = page.survey.ability(door.port);
    let choices = [Ability::Yes, Ability::No].map(|ability| {
        let button = Button::Ability(door.port, ability);
        choice(page, &format!("ability-{}", ability.word()), button, chosen == Some(ability))
    });
    about(page, door, "page-ask-ability", choices.into())
}

/// A question about one port, if the survey has come to it.
fn about(page: &NoticePage, door: &Row, key: &str, choices: Vec<Choice>) -> Option<Question> {
    let reached = choices.iter().all(|choice| page.survey.offers(choice.button, &[door.port]));
    reached.then(|| Question {
        text: page.catalogue.text_with(key, &[("door", &door.name)]),
        choices,
        next: false,
    })
}

fn choice(page: &NoticePage, word: &str, button: Button, chosen: bool) -> Choice {
    let label = page.catalogue.text(&format!("page-ask-{word}"));
    let then = page.catalogue.text(&format!("page-ask-{word}-then"));
    Choice { button, label, then, chosen }
}
