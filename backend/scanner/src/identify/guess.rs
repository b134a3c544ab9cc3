//! The device behind the facts, as far as they tell.

use super::fact::Fact;
use super::packs::Packs;

/// What a device probably is. Anybody can say anything about themselves, so this is never more than a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Guess {
    /// Who made it.
    pub maker: Option<String>,
    /// Which model or family of models it is.
    pub model: Option<String>,
    /// What kind of device it is: `router`, `NAS`, `camera`, `printer`, `recorder` …
    pub kind: Option<String>,
    /// The software that answered.
    pub software: Option<String>,
    /// How far to trust it.
    pub certainty: Certainty,
    /// The fact that said so.
    pub because: Option<Fact>,
}

/// How far a guess can be trusted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// One of several things that look like this.
    #[default]
    Low,
    /// It says so, and few others would.
    Medium,
    /// Only this says so.
    High,
}

/// The best guess that the packs have at these facts. It is best if it tells most surely the most about the device;
/// of equally good ones the first is taken.
pub fn device(facts: &[Fact], packs: &Packs) -> Option<Guess> {
    let mut best: Option<Guess> = None;
    for fact in facts {
        for guess in packs.guesses(fact) {
            if best.as_ref().is_none_or(|best| worth(&guess) > worth(best)) {
                best = Some(guess);
            }
        }
    }
    best
}

/// A guess at the device counts more than one at its software, and a surer one more than a fuller one.
fn worth(guess: &Guess) -> (bool, Certainty, usize) {
    let is_device = guess.maker.is_some() || guess.kind.is_some();
    let told = [&guess.maker, &guess.model, &guess.kind, &guess.software];
    (is_device, guess.certainty, told.into_iter().filter(|word| word.is_some()).count())
}
