//! An evaluation as one page that needs nothing else: tables, figures as SVG, in Japanese or English, made to be shown
//! and printed.
//!
//! Every figure has a sentence for a title, axes with units, its numbers as a table beneath, and a description made from
//! the numbers for those who do not see it. Colours are those of Okabe and Ito, and never the only difference: lines
//! have dashes and markers, bars have patterns and numbers.

mod bars;
mod chart;
mod figures;
mod markup;
mod numbers;
mod summary;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use akabeko_shared::locale::Catalogue;

use crate::evaluate::Evaluation;
use markup::{element, escaped};
use words::Words;

const STYLE: &str = include_str!("report/style.css");
const OX: &str = include_str!("report/ox.svg");

/// What a page says about its own making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// What was evaluated, such as the name of a folder.
    pub source: String,
    /// By which version of the program.
    pub version: String,
}

/// The parts of a page, each of them markup, by the name of the sheet that holds its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The key numbers.
    pub summary: String,
    /// The figures.
    pub figures: Vec<(&'static str, String)>,
    /// The tables.
    pub tables: Vec<(&'static str, String)>,
    /// How all that is to be read, and by which rule and program it was made.
    pub methods: String,
}

/// Writes the parts in the catalogue's language.
pub fn parts(evaluation: &Evaluation, catalogue: &Catalogue, stamp: &Stamp) -> Parts {
    let words = Words(catalogue);
    Parts {
        summary: summary::summary(evaluation, &words),
        figures: figures::figures(evaluation, &words),
        tables: tables::tables(evaluation, &words),
        methods: foot(evaluation, &words, stamp),
    }
}

/// Writes the page in the catalogue's language.
pub fn html(evaluation: &Evaluation, catalogue: &Catalogue, stamp: &Stamp) -> String {
    let words = Words(catalogue);
    let title = words.say("report-title");
    let Parts { summary, figures, tables, methods } = parts(evaluation, catalogue, stamp);
    let body = [
        head(&words, stamp),
        summary,
        section("figures", "report-figures", figures, &words),
        section("tables", "report-tables", tables, &words),
        methods,
    ]
    .concat();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        language = catalogue.language(),
        title = escaped(&title),
    )
}

fn section(class: &str, heading: &str, parts: Vec<(&'static str, String)>, words: &Words<'_>) -> String {
    let heading = element("h2", "", &escaped(&words.say(heading)));
    let parts: String = parts.into_iter().map(|(_, part)| part).collect();
    element("section", &format!("class=\"{class}\""), &format!("{heading}{parts}"))
}

fn head(words: &Words<'_>, stamp: &Stamp) -> String {
    let source = words.say_with("report-source", &[("source", &stamp.source)]);
    let title = element("h1", "", &escaped(&words.say("report-title")));
    let lead = element("p", "class=\"lead\"", &escaped(&words.say("report-lead")));
    element(
        "header",
        "",
        &format!("{OX}<div>{title}{lead}{}</div>", element("p", "class=\"soft\"", &escaped(&source))),
    )
}

fn foot(evaluation: &Evaluation, words: &Words<'_>, stamp: &Stamp) -> String {
    let totals = &evaluation.totals;
    let rules = words.say_with(
        "report-rules",
        &[
            ("zone", &totals.time_zone),
            ("rule", totals.run_rule.word()),
            ("days", totals.unobserved_days.word()),
            ("version", &stamp.version),
        ],
    );
    let methods =
        ["report-method-improved", "report-method-intervals", "report-method-closure", "report-method-peek"];
    let methods = methods.map(|key| element("li", "", &escaped(&words.say(key)))).concat();
    let heading = element("h2", "", &escaped(&words.say("report-methods")));
    let stamp = element("p", "class=\"soft\"", &escaped(&rules));
    element("section", "class=\"methods\"", &format!("{heading}{}{stamp}", element("ul", "", &methods)))
}
