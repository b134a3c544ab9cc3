//! Who lives on the small internet: mostly homes where all is well, and some of every kind the paper met.

use akabeko_shared::{Platform, Port};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::internet::{Behind, Home, Street};
use super::person::Person;

/// What is open in a home, and how often such a home is found among 200.
struct Kind {
    doors: &'static [(Port, Behind)],
    of_200: u16,
}

const KINDS: &[Kind] = &[
    Kind { doors: &[(Port::tcp(22), Behind::Usual)], of_200: 14 },
    Kind { doors: &[(Port::tcp(80), Behind::Usual)], of_200: 10 },
    Kind { doors: &[(Port::tcp(23), Behind::Usual)], of_200: 12 },
    Kind { doors: &[(Port::tcp(21), Behind::Usual)], of_200: 8 },
    Kind { doors: &[(Port::tcp(80), Behind::Site)], of_200: 8 },
    Kind { doors: &[(Port::tcp(445), Behind::Usual)], of_200: 5 },
    Kind { doors: &[(Port::udp(53), Behind::Usual)], of_200: 6 },
    Kind { doors: &[(Port::tcp(8080), Behind::Usual), (Port::tcp(443), Behind::Usual)], of_200: 4 },
    Kind { doors: &[(Port::tcp(21), Behind::Usual), (Port::tcp(22), Behind::Usual)], of_200: 3 },
    Kind { doors: &[(Port::tcp(22), Behind::Usual), (Port::tcp(445), Behind::Usual)], of_200: 3 },
    Kind { doors: &[(Port::udp(123), Behind::Usual)], of_200: 3 },
    Kind { doors: &[(Port::udp(1900), Behind::Usual)], of_200: 3 },
];

/// What is open in one home, and whether a guest's laptop opens it.
#[derive(Clone, Copy)]
struct Life {
    doors: &'static [(Port, Behind)],
    is_guest: bool,
}

/// A home and who lives in it.
pub(super) struct Household {
    pub(super) home: Home,
    pub(super) person: Person,
    pub(super) platform: Platform,
    doors: &'static [(Port, Behind)],
    /// The days of the story on which the doors are open at all: a guest's laptop opens them for three days.
    visit: Option<u32>,
}

impl Household {
    /// Opens and closes what changes by itself on the morning of `day`.
    pub(super) async fn wake(&mut self, day: u32) -> anyhow::Result<()> {
        let opens = self.visit.map_or(day == 0, |from| day == from);
        if opens {
            for (port, behind) in self.doors {
                self.home.open(*port, *behind).await?;
            }
        }
        if self.visit.is_some_and(|from| day == from + 3) {
            for (port, _) in self.doors {
                self.home.close(*port).await;
            }
        }
        Ok(())
    }
}

/// The same `count` households for the same seed.
pub(super) fn households(seed: u64, count: u16, street: &Street) -> Vec<Household> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut lives: Vec<Life> = Vec::new();
    for kind in KINDS {
        let number = usize::from(kind.of_200) * usize::from(count) / 200;
        lives.extend(std::iter::repeat_n(Life { doors: kind.doors, is_guest: false }, number));
    }
    // Guests, whose exposure does not last and who must not be told (section 3.2).
    let guest = Life { doors: KINDS[0].doors, is_guest: true };
    lives.extend(std::iter::repeat_n(guest, usize::from(count) / 25));
    lives.resize(usize::from(count), Life { doors: &[], is_guest: false });
    shuffle(&mut lives, &mut chance);
    let household = |(k, life): (u16, Life)| {
        let mut own = ChaCha8Rng::seed_from_u64(seed ^ u64::from(k) << 32);
        let visit = life.is_guest.then(|| 3 + own.next_u32() % 24);
        let platform = if own.next_u32() % 10 < 7 { Platform::Desktop } else { Platform::Mobile };
        Household {
            home: Home::new(street.address(k), street.doors()),
            person: Person::new(own),
            platform,
            doors: life.doors,
            visit,
        }
    };
    (0..count).zip(lives).map(household).collect()
}

fn shuffle<T>(items: &mut [T], chance: &mut ChaCha8Rng) {
    for end in (1..items.len()).rev() {
        let other = chance.next_u64() % (end as u64 + 1);
        items.swap(end, usize::try_from(other).unwrap_or_default());
    }
}
