//! The tables of an evaluation as CSV.

use akabeko_core::evaluate::public::hidden;
use akabeko_core::evaluate::{Evaluation, Row};
use anyhow::Context;

use crate::dataset::guard::guarded;

/// Every table by its key, with a header even where it has no rows; without small cells for the public. Tables of
/// wordings are there only where some were compared.
pub(crate) fn sheets(
    evaluation: &Evaluation,
    is_public: bool,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let Evaluation { table2, table3, table4, table5, figure8, figure9, survival, funnel, totals, .. } =
        evaluation;
    let Evaluation { effects, hazards, survival_midpoint, states, visiting, times, balance, .. } = evaluation;
    let mut sheets = vec![
        ("table2", sheet(table2, is_public)?),
        ("table3", sheet(table3, is_public)?),
        ("table4", sheet(table4, is_public)?),
        ("table5", sheet(table5, is_public)?),
        ("figure8", sheet(figure8, is_public)?),
        ("figure9", sheet(figure9, is_public)?),
        ("survival", sheet(survival, is_public)?),
        ("funnel", sheet(funnel, is_public)?),
        ("totals", sheet(std::slice::from_ref(totals), is_public)?),
        ("effects", sheet(effects, is_public)?),
        ("hazards", sheet(hazards, is_public)?),
        ("survival_midpoint", sheet(survival_midpoint, is_public)?),
        ("states", sheet(states, is_public)?),
        ("visiting", sheet(visiting, is_public)?),
        ("times", sheet(times, is_public)?),
        ("balance", sheet(balance, is_public)?),
    ];
    if !evaluation.variants.is_empty() {
        sheets.push(("variants", sheet(&evaluation.variants, is_public)?));
        sheets.push(("variant_hazards", sheet(&evaluation.variant_hazards, is_public)?));
    }
    Ok(sheets)
}

fn sheet<R: Row>(rows: &[R], is_public: bool) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).context("failed to write a row as CSV")?;
    }
    let plain = writer.into_inner().context("failed to write CSV")?;
    guarded_sheet(R::COLUMNS, &plain, is_public).context("failed to write CSV")
}

/// Guards every cell that is no number.
fn guarded_sheet(columns: &[&str], plain: &[u8], is_public: bool) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for record in csv::ReaderBuilder::new().has_headers(false).from_reader(plain).records() {
        let record = record?;
        let number =
            |column: &str| record.get(columns.iter().position(|known| *known == column)?)?.parse().ok();
        let hidden = if is_public { hidden(columns, number) } else { vec![false; columns.len()] };
        writer.write_record(
            record.iter().zip(hidden).map(|(cell, hidden)| if hidden { String::new() } else { safe(cell) }),
        )?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn safe(cell: &str) -> String {
    if cell.parse::<f64>().is_ok() { cell.to_owned() } else { guarded(cell).into_owned() }
}
