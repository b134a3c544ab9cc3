//! What to do now: the advice of the core in the page's language, ports with the same steps together.

use akabeko_core::advice::{Advice, Instruction, advise, branch};
use akabeko_shared::Port;
use akabeko_shared::survey::{Button, Outcome, Step, Went};

use super::{NoticePage, door};

/// One thing to do, for one or more ports.
pub(super) struct Measure {
    /// Which end of the survey it belongs to.
    outcome: Outcome,
    instructions: Vec<Instruction>,
    /// What to do, in a line.
    pub(super) title: String,
    /// What to know even when it is open on purpose.
    pub(super) risk: Option<String>,
    /// What this is for.
    pub(super) leads: Vec<String>,
    /// At most three, the strongest first.
    pub(super) steps: Vec<Row>,
    /// What else may happen.
    pub(super) notes: Vec<String>,
    /// What comes after.
    pub(super) end: String,
    names: Vec<String>,
}

/// One step, and how it went.
pub(super) struct Row {
    /// Its number, from 1.
    pub(super) number: u8,
    /// What to do.
    pub(super) text: String,
    /// About how long it takes.
    pub(super) time: String,
    /// Whether it is done, or the person got stuck.
    pub(super) went: Option<Went>,
    /// What the place on the page is called.
    pub(super) id: String,
    /// The buttons that say so.
    pub(super) done: Button,
    pub(super) stuck: Button,
}

/// The name of a step's place on the page.
pub(crate) fn step_id(port: Port, number: u8) -> String {
    format!("step-{}-{}-{number}", port.protocol, port.number)
}

impl Row {
    fn of(page: &NoticePage, port: Port, number: u8, step: &Instruction) -> Self {
        Self {
            number,
            text: page.catalogue.text(&step.key),
            time: page.catalogue.text_with("page-do-minutes", &[("count", &step.minutes.to_string())]),
            went: page.survey.went(port, number),
            id: step_id(port, number),
            done: Button::Step(port, number, Went::Done),
            stuck: Button::Step(port, number, Went::Stuck),
        }
    }

    /// Whether it is done.
    pub(super) fn is_done(&self) -> bool {
        self.went == Some(Went::Done)
    }

    /// Whether the person got stuck.
    pub(super) fn is_stuck(&self) -> bool {
        self.went == Some(Went::Stuck)
    }
}

impl Measure {
    /// Whether the support address belongs here.
    pub(super) fn is_support(&self) -> bool {
        self.outcome == Outcome::GetSupport
    }

    /// Whether a scan shows whether it worked.
    pub(super) fn is_for_a_scan(&self) -> bool {
        self.outcome == Outcome::CloseIt
    }

    /// Whether a text to forward belongs here.
    pub(super) fn is_for_others(&self) -> bool {
        self.outcome == Outcome::AskAdministrator
    }
}

/// What to do about each port whose questions have ended.
pub(super) fn measures(page: &NoticePage, doors: &[door::Row]) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    if page.survey.is_not_mine() {
        return measures;
    }
    for door in doors {
        let Step::End(outcome) = page.survey.step(door.port) else { continue };
        let Some(advice) = advise(door.port, outcome) else { continue };
        let same = |known: &&mut Measure| known.outcome == outcome && known.instructions == advice.steps;
        match measures.iter_mut().find(same) {
            Some(known) => known.add(page, door, &advice),
            None => measures.push(Measure::of(page, door, outcome, &advice)),
        }
    }
    measures.iter_mut().for_each(|measure| measure.name(page));
    measures
}

impl Measure {
    fn of(page: &NoticePage, door: &door::Row, outcome: Outcome, advice: &Advice) -> Self {
        let text = |key: &String| page.catalogue.text(key);
        let mut measure = Self {
            outcome,
            instructions: advice.steps.clone(),
            title: String::new(),
            risk: advice.risk.as_ref().map(text),
            leads: Vec::new(),
            steps: (1..).zip(&advice.steps).map(|(n, step)| Row::of(page, door.port, n, step)).collect(),
            notes: Vec::new(),
            end: page.catalogue.text(&format!("page-do-{}-end", branch(outcome))),
            names: Vec::new(),
        };
        measure.add(page, door, advice);
        measure
    }

    /// Takes in a port with the same steps: its name, and what is said about it alone.
    fn add(&mut self, page: &NoticePage, door: &door::Row, advice: &Advice) {
        self.names.push(door.name.clone());
        for key in [Some(&advice.lead), advice.hint.as_ref()].into_iter().flatten() {
            say_once(&mut self.leads, page.catalogue.text(key));
        }
        if let Some(key) = &advice.note {
            say_once(&mut self.notes, page.catalogue.text(key));
        }
    }

    fn name(&mut self, page: &NoticePage) {
        let names = self.names.join(&page.catalogue.text("page-and"));
        self.title =
            page.catalogue.text_with(&format!("page-do-{}", branch(self.outcome)), &[("door", &names)]);
    }
}

fn say_once(said: &mut Vec<String>, text: String) {
    if !said.contains(&text) {
        said.push(text);
    }
}
