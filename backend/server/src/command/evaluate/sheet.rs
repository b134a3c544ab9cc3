//! The tables of an evaluation as CSV.

use akabeko_core::evaluate::{Evaluation, Row};
use anyhow::Context;

use crate::dataset::guard::guarded;

/// Every table by its key, with a header even where it has no rows.
pub(super) fn sheets(evaluation: &Evaluation) -> anyhow::Result<[(&'static str, String); 9]> {
    let Evaluation { table2, table3, table4, table5, figure8, figure9, survival, funnel, totals } =
        evaluation;
    Ok([
        ("table2", sheet(table2)?),
        ("table3", sheet(table3)?),
        ("table4", sheet(table4)?),
        ("table5", sheet(table5)?),
        ("figure8", sheet(figure8)?),
        ("figure9", sheet(figure9)?),
        ("survival", sheet(survival)?),
        ("funnel", sheet(funnel)?),
        ("totals", sheet(std::slice::from_ref(totals))?),
    ])
}

fn sheet<R: Row>(rows: &[R]) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).context("failed to write a row as CSV")?;
    }
    let plain = writer.into_inner().context("failed to write CSV")?;
    guarded_sheet(R::COLUMNS, &plain).context("failed to write CSV")
}

/// Guards every cell; no number of ours begins with a sign.
fn guarded_sheet(columns: &[&str], plain: &[u8]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for record in csv::ReaderBuilder::new().has_headers(false).from_reader(plain).records() {
        writer.write_record(record?.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
