//! What holds for every page: the right buttons, nothing untranslated, nothing foreign, nothing from a device.

mod hostile;
mod sample;

use akabeko_shared::locale::Catalogue;
use akabeko_shared::survey::{Ability, Button, Intent, Place};
use akabeko_shared::{Language, PORTS, Port};

use super::*;
use sample::{FIRST_VISIT, SAMPLES, Sample, VERDICTS};

const LANGUAGES: [Language; 2] = [Language::Ja, Language::En];
const PAIR: &[Port] = &[Port::tcp(23), Port::tcp(445)];

#[test]
fn every_step_offers_the_buttons_of_the_survey_and_no_others() {
    for presses in [
        "",
        "network.work",
        "network.away",
        "network.home",
        "network.home intent.tcp-23.intended",
        "network.home intent.tcp-23.unintended",
        "network.home intent.tcp-23.unknown",
        "network.home intent.tcp-23.unknown ability.tcp-23.yes",
        "network.home intent.tcp-23.unknown ability.tcp-23.no intent.tcp-445.intended",
        "network.home intent.tcp-23.unknown ability.tcp-23.no network.work",
    ] {
        let sample = Sample { ports: PAIR, presses, ..FIRST_VISIT };
        let offered: Vec<String> = every_button(PAIR)
            .filter(|button| sample.survey().offers(*button, PAIR))
            .map(|button| button.to_string())
            .collect();
        for language in LANGUAGES {
            let mut shown = values(&sample.html(language), "name=\"button\" value=\"");
            shown.retain(|button| !BESIDE.iter().any(|beside| button.starts_with(beside)));
            shown.sort();
            let mut offered = offered.clone();
            offered.sort();
            assert_eq!(shown, offered, "after {presses:?}");
        }
    }
}

/// What is no question of figure 5.
const BESIDE: [&str; 4] = ["here.", "mine.", "later", "step."];

#[test]
fn what_can_be_said_beside_the_survey_is_offered_where_it_makes_sense() {
    let beside = |sample: Sample| -> Vec<String> {
        let shown = values(&sample.html(Language::En), "name=\"button\" value=\"");
        shown.into_iter().filter(|button| BESIDE.iter().any(|beside| button.starts_with(beside))).collect()
    };
    let sample = |presses| Sample { presses, ..FIRST_VISIT };
    assert_eq!(beside(FIRST_VISIT), ["later", "mine.no"]);
    assert_eq!(
        beside(Sample { elsewhere: true, ..FIRST_VISIT }),
        ["here.this", "here.another", "later", "mine.no"]
    );
    assert_eq!(beside(sample("network.home mine.no")), ["mine.yes"]);
    let steps = ["step.tcp-23.1.done", "step.tcp-23.1.stuck", "step.tcp-23.2.done", "step.tcp-23.2.stuck"];
    assert_eq!(beside(sample("network.work")), [&["mine.no"][..], &steps].concat());
    assert_eq!(beside(Sample { closed: true, ..sample("network.work") }), Vec::<String>::new());
}

#[test]
fn whoever_may_not_see_the_address_sees_it_nowhere() {
    for presses in ["", "network.work", "network.home intent.tcp-23.unknown ability.tcp-23.no"] {
        let html = Sample { masked: true, presses, ..FIRST_VISIT }.html(Language::Ja);
        assert!(!html.contains("203.0.113") && !html.contains("Bandai"), "after {presses:?}");
        assert!(html.contains(&Catalogue::new(Language::Ja).text("page-masked")));
    }
}

#[test]
fn the_pages_about_us_are_translated_and_nothing_on_them_is_foreign() {
    for language in LANGUAGES {
        let (catalogue, organisation) = (&Catalogue::new(language), &sample::organisation());
        let about = about(&AboutPage { catalogue, organisation, scanned_from: &[] }).unwrap();
        let checks =
            VERDICTS.map(|(_, verdict)| check(&CheckPage { catalogue, organisation, verdict }).unwrap());
        for html in checks.iter().chain([&about]) {
            for stem in [">page-", ">app-", ">service-", "{$", "{ $", "style=", "data-path"] {
                assert!(!html.contains(stem), "{stem:?} in {language}");
            }
        }
        assert_eq!(PORTS.iter().filter(|port| about.contains(&format!(">{port}<"))).count(), PORTS.len());
    }
}

#[test]
fn the_given_answers_are_marked_and_the_next_question_is_the_anchor() {
    let html = Sample { presses: "network.home intent.tcp-23.unknown", ..FIRST_VISIT }.html(Language::En);
    let pressed: Vec<&str> = html
        .split("value=\"")
        .filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("aria-pressed=\"true\"")))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(pressed, ["network.home", "intent.tcp-23.unknown"]);
    let next = html.split("id=\"next\"").nth(1).unwrap();
    assert_eq!(values(next, "value=\"").first().unwrap(), "ability.tcp-23.yes");
}

#[test]
fn a_wording_changes_the_headline_and_the_first_sentence_alone() {
    for language in LANGUAGES {
        let usual = FIRST_VISIT.html(language);
        for variant in [Variant::Facts, Variant::Minutes] {
            let worded = Sample { variant, ..FIRST_VISIT }.html(language);
            let differ: Vec<&str> = usual
                .lines()
                .zip(worded.lines())
                .filter(|(old, new)| old != new)
                .map(|(old, _)| old)
                .collect();
            assert_eq!(differ.len(), 2, "{variant:?} {language}");
            assert!(differ[0].starts_with("<h1>") && differ[1].starts_with("<p>"), "{differ:?}");
            assert_eq!(usual.lines().count(), worded.lines().count());
        }
    }
}

#[test]
fn exactly_one_place_is_next() {
    for (name, sample) in SAMPLES {
        assert_eq!(sample.html(Language::Ja).matches("id=\"next\"").count(), 1, "{name}");
    }
}

#[test]
fn a_hostile_banner_adds_no_markup() {
    let plain = Sample { said: Some("x"), ..FIRST_VISIT }.html(Language::Ja);
    for said in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</bdi></details><form action=//evil.example>",
        "'\"`&lt;&#60;{{ page.word }}{% include \"x\" %}",
        "\u{1b}]0;x\u{7}\u{202e}\u{200b}\u{0}",
        "javascript:alert(1)",
    ] {
        let html = Sample { said: Some(said), ..FIRST_VISIT }.html(Language::Ja);
        for sign in ['<', '>', '"'] {
            assert_eq!(html.matches(sign).count(), plain.matches(sign).count(), "{sign} from {said:?}");
        }
        assert!(html.chars().all(|shown| shown == '\n' || !shown.is_control()), "{said:?}");
    }
}

#[test]
fn nothing_is_left_untranslated() {
    for language in LANGUAGES {
        let pages = SAMPLES.iter().map(|(_, sample)| sample.html(language));
        let pages = pages.chain([not_found(&Catalogue::new(language)).unwrap()]);
        for html in pages {
            for stem in [">page-", " page-", ">advice-", ">service-", ">product", "{$", "{ $"] {
                assert!(!html.contains(stem), "{stem:?} in {language}");
            }
            assert!(html.contains(&format!("<html lang=\"{language}\">")));
        }
    }
}

#[test]
fn every_port_and_every_answer_has_a_page() {
    let answers = ["network.work", "network.away", "intended", "unknown yes", "unknown no"];
    for port in PORTS {
        for answer in answers {
            let presses = presses(port, answer);
            let ports: &'static [Port] = Box::leak(Box::new([port]));
            let html = Sample { ports, presses: presses.leak(), ..FIRST_VISIT }.html(Language::Ja);
            assert!(html.contains("<ol class=\"steps\">"), "{port} {answer}");
            assert!(!html.contains(">advice-"), "{port} {answer}");
        }
    }
}

#[test]
fn what_the_page_must_say_is_there() {
    let first = FIRST_VISIT.html(Language::Ja);
    for said in
        ["203.0.113.24", "Bandai Net", "11月22日(日) 21:04（日本時間）", "みかん・3821", "30日のうち12日"]
    {
        assert!(first.contains(said), "{said}");
    }
    let html = |presses| Sample { presses, ..FIRST_VISIT }.html(Language::Ja);
    let risk = Catalogue::new(Language::Ja).text("advice-telnet-risk");
    assert!(html("network.home intent.tcp-23.intended").contains(&risk));
    let support = html("network.home intent.tcp-23.unknown ability.tcp-23.no");
    assert!(support.contains("mailto:support@akabeko.example?subject="));
}

#[test]
fn nothing_is_inline_and_nothing_is_foreign() {
    for (name, sample) in SAMPLES {
        let html = sample.html(Language::En);
        for refused in ["style=", "<style", " onclick", " onload", "javascript:", "src=\"http", "src=\"//"] {
            assert!(!html.contains(refused), "{refused} in {name}");
        }
        assert_eq!(html.matches("<script").count(), 1, "{name}");
        assert_eq!(values(&html, "action=\"").iter().filter(|path| !path.starts_with("/notice/")).count(), 0);
    }
    assert!(!OX.contains("style") && !OX.contains("<script"));
}

#[test]
fn a_site_that_is_no_web_address_is_not_linked() {
    let html = FIRST_VISIT.html(Language::En);
    assert!(html.contains("href=\"https://csirt.example/akabeko\""));
    let odd = Organisation { name: "x".into(), support_mail: "x".into(), site: Some("javascript:x".into()) };
    assert_eq!(odd.site(), None);
}

#[test]
fn without_script_the_page_asks_again_only_while_a_scan_is_due() {
    for (name, sample) in SAMPLES {
        let html = sample.html(Language::Ja);
        assert_eq!(html.contains("http-equiv=\"refresh\""), name == "due", "{name}");
    }
}

#[test]
fn a_page_that_is_not_there_is_no_oracle() {
    for language in LANGUAGES {
        let html = not_found(&Catalogue::new(language)).unwrap();
        for told in ["/n/", "/notice/", "<form", "data-path", "mailto:", "203.0.113"] {
            assert!(!html.contains(told), "{told}");
        }
        let other = if language == Language::Ja { "?lang=en" } else { "?lang=ja" };
        assert!(html.contains(&format!("href=\"{other}\"")));
    }
}

#[test]
fn a_sample_says_so_first_and_nothing_on_it_can_be_pressed() {
    for language in LANGUAGES {
        let (catalogue, zone) = (Catalogue::new(language), TimeZone::get("Asia/Tokyo").unwrap());
        let now = "2026-11-23T00:00:00Z".parse().unwrap();
        let html = super::sample(&catalogue, &Organisation::default(), &zone, now).unwrap();
        let [ribbon, headline] =
            ["page-sample-ribbon", "page-calm"].map(|key| html.find(&catalogue.text(key)).unwrap());
        assert!(ribbon < headline, "it says too late that it is a sample");
        let buttons: Vec<&str> =
            html.split("<button").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        assert_eq!(buttons.len(), 6);
        assert!(buttons.iter().all(|button| button.ends_with(" disabled")), "{buttons:?}");
        for told in ["data-path", ">page-", " page-", "/n/", "/notice/", "http-equiv"] {
            assert!(!html.contains(told), "{told} in {language}");
        }
        let other = if language == Language::Ja { "en" } else { "ja" };
        assert!(html.contains(&format!("href=\"/sample?language={other}\"")));
        assert!(html.contains("tcp/23") && html.contains("203.0.113.24"));
    }
    for (name, sample) in SAMPLES {
        let html = sample.html(Language::Ja);
        assert!(!html.contains("ribbon") && !html.contains("disabled"), "{name} is no sample for anyone");
    }
}

#[test]
fn whoever_waits_in_a_trial_is_told_that_a_scan_is_done_and_not_what_it_saw() {
    let rescan = Some((ScanState::Done, PortState::Open));
    let withheld = Sample { rescan, withheld: true, presses: "network.work", ..FIRST_VISIT };
    for language in LANGUAGES {
        let (html, catalogue) = (withheld.html(language), Catalogue::new(language));
        assert!(html.contains(&catalogue.text("page-again-withheld")));
        assert!(html.contains("data-mood=\"withheld\"") && !html.contains("class=\"seen\""));
        for key in ["page-again-shut", "page-again-dropped"] {
            assert!(!html.contains(&catalogue.text(key)), "{key}");
        }
        let open = catalogue.text_with("page-again-open", &[("count", "1")]);
        assert!(!html.contains(&open), "{open}");
    }
}

fn every_button(ports: &[Port]) -> impl Iterator<Item = Button> {
    let places = [Place::Home, Place::Work, Place::Away].map(Button::Network);
    let intents = [Intent::Intended, Intent::Unintended, Intent::Unknown];
    let about = ports.iter().flat_map(move |port| {
        let abilities = [Ability::Yes, Ability::No].map(|ability| Button::Ability(*port, ability));
        intents.map(|intent| Button::Intent(*port, intent)).into_iter().chain(abilities)
    });
    places.into_iter().chain(about.collect::<Vec<_>>())
}

fn values(html: &str, before: &str) -> Vec<String> {
    html.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn presses(port: Port, answer: &str) -> String {
    let port = format!("{}-{}", port.protocol, port.number);
    match answer.split_once(' ') {
        Some((intent, ability)) => format!("network.home intent.{port}.{intent} ability.{port}.{ability}"),
        None if answer.starts_with("network") => answer.to_owned(),
        None => format!("network.home intent.{port}.{answer}"),
    }
}
