//! Somebody at home: reads or does not, answers, fixes or does not. Rates are near what the paper saw.

use std::collections::BTreeMap;

use akabeko_shared::Port;
use akabeko_shared::survey::{Ability, Button, Intent, Place};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// A person, with what they have made up their mind to do.
pub(super) struct Person {
    chance: ChaCha8Rng,
    /// The days since sending on which the page is read; never, for more than half.
    reads_on: Option<u32>,
    has_read: bool,
    closes: BTreeMap<Port, u32>,
}

/// What a person does with their page.
pub(super) struct Reading {
    pub(super) presses: Vec<Button>,
}

impl Person {
    pub(super) fn new(mut chance: ChaCha8Rng) -> Self {
        // 47 % of the notified read the page, 20 of 28 of them within three days, the others after one or two weeks.
        let reads_on = (draw(&mut chance) < 0.47).then(|| {
            let soon = draw(&mut chance) < 20.0 / 28.0;
            let spread = draw(&mut chance);
            if soon { (spread * 3.0) as u32 } else { 7 + (spread * 8.0) as u32 }
        });
        Self { chance, reads_on, has_read: false, closes: BTreeMap::new() }
    }

    /// Whether the device is on, this time of the day.
    pub(super) fn is_here(&mut self) -> bool {
        draw(&mut self.chance) < 0.85
    }

    /// Whether a device is replaced or set up anew today for reasons of its own: 7.5 % in five weeks.
    pub(super) fn changes_something(&mut self) -> bool {
        draw(&mut self.chance) < 1.0 - (1.0_f64 - 0.075).powf(1.0 / 35.0)
    }

    /// What the person does on seeing a notice, `days` after it was sent.
    pub(super) fn reads(&mut self, days: u32, ports: &[Port]) -> Option<Reading> {
        if self.has_read || self.reads_on.is_none_or(|on| days < on) {
            return None;
        }
        self.has_read = true;
        Some(self.answer(days, ports))
    }

    /// The ports that the person has decided to close by now.
    pub(super) fn closes(&mut self, days: u32) -> Vec<Port> {
        let due: Vec<Port> =
            self.closes.iter().filter(|(_, on)| **on <= days).map(|(port, _)| *port).collect();
        self.closes.retain(|_, on| *on > days);
        due
    }

    /// 74 % are at home, 22 % at work; half of those at home did not open it on purpose.
    fn answer(&mut self, days: u32, ports: &[Port]) -> Reading {
        let place = match draw(&mut self.chance) {
            at if at < 0.74 => Place::Home,
            at if at < 0.96 => Place::Work,
            _ => Place::Away,
        };
        let mut presses = vec![Button::Network(place)];
        if place == Place::Home {
            for port in ports {
                self.answer_about(*port, days, &mut presses);
            }
        }
        Reading { presses }
    }

    fn answer_about(&mut self, port: Port, days: u32, presses: &mut Vec<Button>) {
        let intent = match draw(&mut self.chance) {
            mind if mind < 0.5 => Intent::Intended,
            mind if mind < 0.8 => Intent::Unintended,
            _ => Intent::Unknown,
        };
        presses.push(Button::Intent(port, intent));
        match intent {
            Intent::Intended => {}
            Intent::Unintended | Intent::Unknown => {
                let can = draw(&mut self.chance) < 0.75;
                presses.push(Button::Ability(port, if can { Ability::Yes } else { Ability::No }));
                let delay = if can { 0 } else { 10 };
                if draw(&mut self.chance) < 0.8 {
                    self.closes.insert(port, days + delay);
                }
            }
        }
    }
}

/// A number from 0 to 1.
fn draw(chance: &mut ChaCha8Rng) -> f64 {
    f64::from(chance.next_u32()) / f64::from(u32::MAX)
}
