//! What one person does with one notice: opens it, answers, asks for help, closes what it is about.

use akabeko_shared::survey::{Ability, Button, Intent, Place};
use akabeko_shared::{Port, Variant};
use jiff::{SignedDuration, Timestamp};

use super::dice::Dice;
use super::household::Standing;
use super::scenario::Response;

/// What somebody does, with times since the notice was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reaction {
    /// When the page is opened, if ever.
    pub(super) visit: Option<SignedDuration>,
    /// Whether whoever opens a landing page goes on.
    pub(super) goes_on: bool,
    /// Whether it is opened in the app.
    pub(super) in_app: bool,
    /// The buttons pressed, in order.
    pub(super) presses: Vec<Button>,
    /// How long after the visit support ends, if it was asked for.
    pub(super) support: Option<SignedDuration>,
    /// For each device: after how many days it is closed, if it is.
    pub(super) closings: Vec<Option<f64>>,
}

const DAY: f64 = 86_400.0;

/// Draws what a person does about the ports of a notice, given the devices of the household.
pub(super) fn react(
    response: &Response,
    (ports, variant): (&[Port], Variant),
    devices: &[Standing],
    dice: &mut Dice,
) -> Reaction {
    if !dice.happens(response.reach_of(variant)) {
        let closes = dice.happens(response.closing_unvisited);
        let closing = |_| closes.then(|| dice.waiting(response.closing_rate));
        return Reaction { closings: devices.iter().map(closing).collect(), ..Reaction::default() };
    }
    let days = if dice.happens(response.prompt) {
        dice.waiting(response.prompt_days.recip())
    } else {
        dice.between(7.0, 14.0)
    };
    let goes_on = dice.happens(response.past_landing);
    let in_app = dice.happens(0.7);
    let (presses, place) = answers(response, ports, devices, dice);
    let needs_help = presses.iter().any(|press| matches!(press, Button::Ability(_, Ability::No)));
    let support = needs_help.then(|| seconds(dice.between(2.0, 60.0)));
    let is_theirs = matches!(place, Some(Place::Home) | None);
    let closing = |device: &Standing| {
        let chance = if device.is_intended { response.closing_intended } else { response.closing_unintended };
        (dice.happens(chance) && is_theirs).then(|| days + dice.waiting(response.closing_rate))
    };
    let closings = devices.iter().map(closing).collect();
    Reaction { visit: Some(seconds(days)), goes_on, in_app, presses, support, closings }
}

/// The presses of one person, each `pause` after the one before, from a first moment on.
pub(super) fn times(first: Timestamp) -> impl Iterator<Item = Timestamp> {
    const PAUSE: SignedDuration = SignedDuration::from_secs(15);
    (1..).map(move |press| first + PAUSE * press)
}

fn seconds(days: f64) -> SignedDuration {
    SignedDuration::from_secs((days * DAY) as i64)
}

fn answers(
    response: &Response,
    ports: &[Port],
    devices: &[Standing],
    dice: &mut Dice,
) -> (Vec<Button>, Option<Place>) {
    if !dice.happens(response.answering) {
        return (Vec::new(), None);
    }
    let draw = dice.unit();
    let place = if draw < response.home {
        Place::Home
    } else if draw < response.home + response.work {
        Place::Work
    } else {
        Place::Away
    };
    let mut presses = vec![Button::Network(place)];
    if place == Place::Home {
        presses.extend(ports.iter().flat_map(|port| about(response, *port, devices, dice)));
    }
    (presses, Some(place))
}

fn about(response: &Response, port: Port, devices: &[Standing], dice: &mut Dice) -> Vec<Button> {
    let is_intended = devices.iter().any(|device| device.is_intended && device.open.contains(&port));
    if is_intended {
        return vec![Button::Intent(port, Intent::Intended)];
    }
    let intent = if dice.happens(response.unsure) { Intent::Unknown } else { Intent::Unintended };
    let ability = if dice.happens(response.able) { Ability::Yes } else { Ability::No };
    vec![Button::Intent(port, intent), Button::Ability(port, ability)]
}
