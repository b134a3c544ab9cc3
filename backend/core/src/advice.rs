//! What to tell a person about a port at the end of the survey, as keys of the catalogue.

use akabeko_shared::survey::Outcome;
use akabeko_shared::{Port, Protocol, Service};

/// The advice for one port and one end of the survey. Each text is a key that exists in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What to know even when the port is open on purpose (section 4.1.3).
    pub risk: Option<String>,
    /// What this is for.
    pub lead: String,
    /// What the port's number gives away about the device.
    pub hint: Option<String>,
    /// What to do, at most three steps, the strongest first.
    pub steps: Vec<Instruction>,
    /// What else may happen, or another way.
    pub note: Option<String>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// What to do.
    pub key: String,
    /// About how many minutes that takes, as far as it is in the person's hands.
    pub minutes: u8,
}

impl Advice {
    /// Every key, in the order of reading.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let opening = self.risk.iter().chain([&self.lead]).chain(&self.hint);
        let steps = self.steps.iter().map(|step| &step.key);
        opening.chain(steps).chain(&self.note).map(String::as_str)
    }
}

/// The advice for a port at the end of its questions. None for a port that is not watched.
pub fn advise(port: Port, outcome: Outcome) -> Option<Advice> {
    let service = port.service()?;
    let own = format!("advice-{}-{}", service.key(), branch(outcome));
    let at_the_device = matches!(outcome, Outcome::CloseIt | Outcome::GetSupport);
    Some(Advice {
        risk: (outcome == Outcome::CheckService).then(|| risk(service)).flatten(),
        hint: at_the_device.then(|| hint(port)).flatten(),
        steps: steps(service, outcome),
        note: note(&own, outcome),
        lead: lead(own, outcome),
    })
}

/// The word that stands for an end of the survey in the keys of the catalogue.
pub fn branch(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::AskAdministrator => "ask-administrator",
        Outcome::ProtectDevice => "protect-device",
        Outcome::CheckService => "check-service",
        Outcome::CloseIt => "close-it",
        Outcome::GetSupport => "get-support",
    }
}

/// Telnet and Windows file sharing are hardly ever right in public, whatever the intent.
fn risk(service: Service) -> Option<String> {
    matches!(service, Service::Telnet | Service::Smb).then(|| format!("advice-{}-risk", service.key()))
}

/// Those who wait for help hear the same at first, and what is safe to do meanwhile at the end.
fn lead(own: String, outcome: Outcome) -> String {
    if outcome == Outcome::GetSupport { "advice-get-support".to_owned() } else { own }
}

fn note(own: &str, outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::CloseIt => Some(format!("{own}-note")),
        Outcome::GetSupport => Some(own.to_owned()),
        Outcome::AskAdministrator | Outcome::ProtectDevice | Outcome::CheckService => None,
    }
}

fn hint(port: Port) -> Option<String> {
    let telling = match port.protocol {
        Protocol::Tcp => matches!(port.number, 81 | 5000 | 5431 | 49152 | 52869),
        Protocol::Udp => false,
    };
    telling.then(|| format!("advice-{}-{}", port.protocol, port.number))
}

fn steps(service: Service, outcome: Outcome) -> Vec<Instruction> {
    let shared = format!("advice-{}", branch(outcome));
    let own = format!("advice-{}-{}", service.key(), branch(outcome));
    match outcome {
        Outcome::AskAdministrator => timed(&shared, &[3, 1]),
        Outcome::ProtectDevice => timed(&shared, &[1, 1, 10]),
        Outcome::GetSupport => timed(&shared, &[3, 1, 1]),
        Outcome::CloseIt => timed(&own, closing(service)),
        Outcome::CheckService => timed(&own, checking(service)),
    }
}

fn timed(stem: &str, minutes: &[u8]) -> Vec<Instruction> {
    let numbered = (1..).zip(minutes);
    numbered.map(|(step, minutes)| Instruction { key: format!("{stem}-{step}"), minutes: *minutes }).collect()
}

/// Minutes of each step that closes a port: a settings page is found in two or three, an update takes five.
fn closing(service: Service) -> &'static [u8] {
    match service {
        Service::Ftp | Service::Ssh | Service::Telnet | Service::Dns => &[3, 2, 5],
        Service::Http | Service::Https | Service::Chargen | Service::Ntp => &[3, 2, 5],
        Service::Upnp | Service::Ssdp => &[3, 5, 3],
        Service::NatPmp => &[5, 2, 3],
        Service::Smb => &[3, 1, 5],
        Service::Mdns => &[3, 2, 1],
        Service::Memcached => &[3, 5, 5],
    }
}

/// Minutes of each step that checks a service that stays open.
fn checking(service: Service) -> &'static [u8] {
    match service {
        Service::Ssh => &[5, 2, 5],
        Service::Http | Service::Https => &[2, 5, 5],
        Service::Telnet | Service::Smb => &[10, 5],
        Service::Ftp | Service::Dns | Service::Upnp | Service::Chargen | Service::Ntp => &[3, 5],
        Service::Ssdp | Service::NatPmp | Service::Mdns | Service::Memcached => &[3, 5],
    }
}

#[cfg(test)]
mod tests {
    use akabeko_shared::locale::Catalogue;
    use akabeko_shared::survey::MOST_STEPS;
    use akabeko_shared::{Language, PORTS};

    use super::*;

    const OUTCOMES: [Outcome; 5] = [
        Outcome::AskAdministrator,
        Outcome::ProtectDevice,
        Outcome::CheckService,
        Outcome::CloseIt,
        Outcome::GetSupport,
    ];

    #[test]
    fn every_port_has_advice_for_every_outcome_in_both_languages() {
        for language in [Language::Ja, Language::En] {
            let catalogue = Catalogue::new(language);
            for (port, outcome) in PORTS.iter().flat_map(|port| OUTCOMES.map(|outcome| (*port, outcome))) {
                let advice = advise(port, outcome).unwrap();
                assert!((2..=usize::from(MOST_STEPS)).contains(&advice.steps.len()), "{port} {outcome:?}");
                for key in advice.keys() {
                    assert!(catalogue.has(key), "{key} is missing in {language}");
                }
            }
        }
    }

    #[test]
    fn every_service_and_every_hint_has_a_source() {
        let rows =
            include_str!("../../../docs/advice-sources.md").lines().filter(|line| line.starts_with("| `"));
        let rows: Vec<Vec<&str>> = rows.map(|row| row.split('|').map(str::trim).collect()).collect();
        let has_source = |about: &str| {
            let mut own =
                rows.iter().filter(|row| row[1].split(", ").any(|word| word == format!("`{about}`")));
            own.next().is_some_and(|row| row.len() == 5 && !row[2].is_empty() && !row[3].is_empty())
        };
        let services = PORTS.iter().map(|port| port.service().unwrap().key().to_owned());
        let hints = PORTS.iter().filter_map(|port| hint(*port)).map(|key| key.replace("advice-", ""));
        for about in services.chain(hints) {
            assert!(has_source(&about), "{about} has no source");
        }
    }

    #[test]
    fn no_text_of_advice_stands_unused() {
        let source = include_str!("../../../shared/locales/ja/advice.ftl");
        let written = source.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
        let used: Vec<String> = PORTS
            .iter()
            .flat_map(|port| OUTCOMES.map(|outcome| advise(*port, outcome).unwrap()))
            .flat_map(|advice| advice.keys().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        for key in written {
            assert!(used.iter().any(|used| used == key), "{key} is never shown");
        }
    }

    #[test]
    fn the_risk_is_stated_even_to_those_who_opened_it_on_purpose() {
        for (port, stated) in [
            (Port::tcp(23), true),
            (Port::tcp(2323), true),
            (Port::tcp(23231), true),
            (Port::tcp(445), true),
            (Port::tcp(22), false),
        ] {
            let advice = advise(port, Outcome::CheckService).unwrap();
            assert_eq!(advice.risk.is_some(), stated, "{port}");
        }
    }

    #[test]
    fn a_port_that_is_not_watched_has_no_advice() {
        assert_eq!(advise(Port::tcp(4444), Outcome::CloseIt), None);
    }
}
