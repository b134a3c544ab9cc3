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
    pub steps: Vec<String>,
    /// What else may happen, or another way.
    pub note: Option<String>,
}

impl Advice {
    /// Every key, in the order of reading.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let opening = self.risk.iter().chain([&self.lead]).chain(&self.hint);
        opening.chain(&self.steps).chain(&self.note).map(String::as_str)
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

fn steps(service: Service, outcome: Outcome) -> Vec<String> {
    let shared = format!("advice-{}", branch(outcome));
    let own = format!("advice-{}-{}", service.key(), branch(outcome));
    match outcome {
        Outcome::AskAdministrator => numbered(&shared, 2),
        Outcome::ProtectDevice | Outcome::GetSupport => numbered(&shared, 3),
        Outcome::CloseIt => numbered(&own, 3),
        Outcome::CheckService => numbered(&own, checks(service)),
    }
}

fn numbered(stem: &str, count: u8) -> Vec<String> {
    (1..=count).map(|step| format!("{stem}-{step}")).collect()
}

fn checks(service: Service) -> u8 {
    if matches!(service, Service::Ssh | Service::Http | Service::Https) { 3 } else { 2 }
}

#[cfg(test)]
mod tests {
    use akabeko_shared::locale::Catalogue;
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
                assert!((2..=3).contains(&advice.steps.len()), "{port} {outcome:?}");
                for key in advice.keys() {
                    assert!(catalogue.has(key), "{key} is missing in {language}");
                }
            }
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
