//! Five hundred things that a hostile device can say, each where the page shows what devices say. The pages are kept
//! on disk for the tests in a browser (`tests/e2e/specs/hostile.spec.ts`).

use std::fs;

use akabeko_shared::{Language, PORTS, Port};

use super::sample::{FIRST_VISIT, Sample};
use crate::hostile::payloads;

#[test]
fn five_hundred_hostile_devices_add_nothing_to_the_page_but_text() {
    let payloads = payloads();
    assert_eq!(payloads.len(), 500);
    let plain = page(&vec!["x".to_owned(); PORTS.len()]);
    let folder = std::env::temp_dir().join("akabeko-notice");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("hostile-plain.html"), &plain).unwrap();
    for (number, said) in payloads.chunks(PORTS.len()).enumerate() {
        let html = page(said);
        let expected =
            if said.len() == PORTS.len() { plain.clone() } else { page(&vec!["x".to_owned(); said.len()]) };
        for sign in ['<', '>', '"'] {
            assert_eq!(html.matches(sign).count(), expected.matches(sign).count(), "{sign} from {said:?}");
        }
        assert!(html.chars().all(|shown| shown == '\n' || !shown.is_control()), "{said:?}");
        assert!(!html.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}']), "{said:?}");
        fs::write(folder.join(format!("hostile-{number}.html")), html).unwrap();
    }
}

/// A page about as many ports as there are words, each of which says its word and has it for a model.
fn page(said: &[String]) -> String {
    let ports: Vec<Port> = PORTS[..said.len()].to_vec();
    let said: Vec<&'static str> =
        said.iter().map(|said| &*Box::leak(said.clone().into_boxed_str())).collect();
    Sample { ports: ports.leak(), each_says: said.leak(), presses: "network.work", ..FIRST_VISIT }
        .html(Language::En)
}
