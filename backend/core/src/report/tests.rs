//! The page of an evaluation, from a simulated study.

use akabeko_shared::Language;
use akabeko_shared::locale::Catalogue;

use super::{Stamp, html};
use crate::evaluate::{Evaluation, Options, evaluate};
use crate::simulate::{Written, preset, simulate};

fn page(evaluation: &Evaluation, language: Language) -> String {
    let stamp = Stamp { source: "<paper> & co".to_owned(), version: "1".to_owned() };
    html(evaluation, &Catalogue::new(language), &stamp)
}

fn small_study() -> Evaluation {
    let dataset = simulate(&preset::paper().with_agents(200), 3, Written::Exposed);
    evaluate(&dataset, &Options::default())
}

#[test]
fn both_languages_have_every_figure_every_table_and_every_text() {
    let evaluation = small_study();
    for (language, table) in [(Language::En, "Table 5"), (Language::Ja, "表5")] {
        let page = page(&evaluation, language);
        for id in ["figure8", "figure9", "closure", "funnel", "states"] {
            assert!(page.contains(&format!("<desc id=\"{id}-desc\">")), "{id}");
        }
        assert!(page.contains(table) && page.contains(&format!("<html lang=\"{language}\">")));
        let untranslated = page.split(['>', '<']).find(|text| text.trim().starts_with("report-"));
        assert_eq!(untranslated, None);
        assert!(!page.contains("{ $") && !page.contains("NaN"));
    }
}

#[test]
fn it_needs_nothing_else_and_escapes_what_comes_from_outside() {
    let page = page(&small_study(), Language::En);
    for outside in ["http://", "https://", "<link", "<script", "src=", "@import"] {
        let found = page.replace("http://www.w3.org/2000/svg", "").contains(outside);
        assert!(!found, "{outside}");
    }
    assert!(page.contains("&lt;paper&gt; &amp; co") && !page.contains("<paper>"));
}

#[test]
fn a_study_without_anybody_is_a_page_all_the_same() {
    let dataset = simulate(&preset::paper().with_agents(0), 1, Written::Exposed);
    let page = page(&evaluate(&dataset, &Options::default()), Language::Ja);
    assert!(page.contains("このデータセットにはありません") && !page.contains("NaN"));
}
