use super::*;

#[test]
fn one_place_of_several_is_enough() {
    let below = |place: &Place| matches!(place, Place::FileBelow(..));
    assert_eq!(missing(&[POSTGRESQL], below), []);
    assert_eq!(missing(&[POSTGRESQL], |_| false), [POSTGRESQL]);
}

#[test]
fn what_is_missing_keeps_its_order() {
    let no_font_no_npm =
        |place: &Place| JAPANESE_FONT.places.iter().chain(NPM.places).all(|gone| gone != place);
    let needs = [C_COMPILER, NPM, CHROMIUM, JAPANESE_FONT];
    assert_eq!(missing(&needs, no_font_no_npm), [NPM, JAPANESE_FONT]);
    assert_eq!(missing(&needs, |_| true), []);
}

#[test]
fn a_program_on_the_path_and_a_file_are_found() {
    assert!(Place::Program("cargo").exists());
    assert!(!Place::Program("a-red-ox-of-wood").exists());
    assert!(Place::FileBelow(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), "src/packages.rs").exists());
}
