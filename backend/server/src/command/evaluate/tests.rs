//! The formats, from one small dataset.

use super::*;

const FILES: [(&str, &str); 7] = [
    ("agents.csv", "agent,platform,enrolled_at\nalice,desktop,2021-01-01T00:00:00Z\n"),
    (
        "observations.csv",
        "agent,observed_at,protocol,port,state\n\
         alice,2021-05-13T03:00:00Z,tcp,23,closed\n\
         alice,2021-05-14T03:00:00Z,tcp,23,closed\n\
         alice,2021-05-10T15:30:00Z,tcp,23,open\n",
    ),
    (
        "campaigns.csv",
        "campaign,sent_on,platforms,ports,from,until,landing\n\
         =exp,2021-05-12,desktop,tcp/23 tcp/80,2021-04-12,2021-05-11,false\n",
    ),
    (
        "notices.csv",
        "notice,campaign,agent,arm,sent_at,ports\nn,=exp,alice,notify,2021-05-12T03:00:00Z,tcp/23\n",
    ),
    ("visits.csv", "notice,at,page,device\nn,2021-05-13T03:00:00Z,main,app\n"),
    ("answers.csv", "notice,at,button\nn,2021-05-13T03:00:01Z,network.work\n"),
    ("cases.csv", "case,notice,opened_at,closed_at,outcome\n"),
];

fn evaluated(change: impl FnOnce(&mut Arguments)) -> anyhow::Result<String> {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in FILES {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let mut arguments = Arguments {
        task: None,
        dataset: Some(folder.path().to_owned()),
        language: akabeko_shared::Language::En,
        format: Format::Json,
        into: None,
        aggregate: None,
        public: false,
        from: None,
        until: None,
        timezone: None,
    };
    change(&mut arguments);
    let mut out = Vec::new();
    run(arguments, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn json_is_one_object() {
    let json: serde_json::Value = serde_json::from_str(&evaluated(|_| ()).unwrap()).unwrap();
    assert_eq!(json["table2"][0]["agents"], 1);
    assert_eq!(json["figure9"][1]["rate"], 1.0);
    assert_eq!(json["totals"]["time_zone"], "Asia/Tokyo");
}

#[test]
fn csv_has_a_line_before_each_table_and_guards_names() {
    let csv = evaluated(|arguments| arguments.format = Format::Csv).unwrap();
    assert!(
        csv.starts_with("# table2\nprotocol,port,agents\ntcp,23,1\n\n# table3\ncampaign,sent_on,"),
        "{csv}"
    );
    assert!(csv.contains("\n# table4\ncampaign,ports,notices\n'=exp,tcp/23,1\n"), "{csv}");
}

#[test]
fn csv_goes_into_a_folder_with_headers_even_for_empty_tables() {
    let into = tempfile::tempdir().unwrap();
    let folder = into.path().join("tables");
    let out = evaluated(|arguments| {
        arguments.format = Format::Csv;
        arguments.into = Some(folder.clone());
        arguments.until = Some(jiff::civil::date(2021, 1, 1));
    });
    assert_eq!(out.unwrap(), "");
    assert_eq!(std::fs::read_to_string(folder.join("table2.csv")).unwrap(), "protocol,port,agents\n");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 16);
}

#[test]
fn results_do_not_go_among_other_files() {
    let into = tempfile::tempdir().unwrap();
    let kept = into.path().join("table2.csv");
    std::fs::write(&kept, "of last year").unwrap();
    let refused = evaluated(|arguments| {
        arguments.format = Format::Csv;
        arguments.into = Some(into.path().to_owned());
    });
    assert!(refused.unwrap_err().to_string().ends_with(" is not empty; nothing was written"));
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "of last year");
    assert_eq!(std::fs::read_dir(into.path()).unwrap().count(), 1);
}

#[test]
fn html_is_one_page_in_the_language_that_was_asked_for() {
    let page = evaluated(|arguments| arguments.format = Format::Html).unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
}

#[test]
fn the_public_is_told_nothing_of_a_few() {
    let json: serde_json::Value =
        serde_json::from_str(&evaluated(|arguments| arguments.public = true).unwrap()).unwrap();
    assert_eq!(json["table2"][0]["agents"], serde_json::Value::Null);
    assert_eq!(
        (&json["figure9"][1]["week"], &json["figure9"][1]["rate"]),
        (&1.into(), &serde_json::Value::Null)
    );
    let csv = evaluated(|arguments| (arguments.format, arguments.public) = (Format::Csv, true)).unwrap();
    assert!(csv.starts_with("# table2\nprotocol,port,agents\ntcp,23,\n"), "{csv}");
    let text = evaluated(|arguments| (arguments.format, arguments.public) = (Format::Text, true));
    assert_eq!(usage(text), "--public is for --format json and --format csv");
}

#[test]
fn text_draws_tables_and_figures() {
    let text = evaluated(|arguments| arguments.format = Format::Text).unwrap();
    for line in [
        "1 notices to 1 agents",
        "time zone Asia/Tokyo, run rule whole, unobserved days break",
        "  work                   1    .      1",
        "  day  1 |######################################## 1 of 1",
        "  100 % |         aMP",
        "  M mean      0.0 %  100.0 %  0.0 %  0.0 %  0.0 %  0.0 %       0/1               -",
    ] {
        assert!(text.lines().any(|found| found == line), "{line:?} is not in\n{text}");
    }
}

#[test]
fn days_are_counted_in_the_zone_that_was_asked_for() {
    let day = |zone: Option<&str>| {
        let json = evaluated(|arguments| {
            arguments.timezone = zone.map(|zone| time_zone(zone).unwrap());
            arguments.from = Some(jiff::civil::date(2021, 5, 11));
        });
        serde_json::from_str::<serde_json::Value>(&json.unwrap()).unwrap()["table2"].as_array().unwrap().len()
    };
    assert_eq!((day(None), day(Some("UTC"))), (1, 0));
}

#[test]
fn wishes_that_do_not_go_together_are_wrong_usage() {
    let backwards = evaluated(|arguments| {
        arguments.from = Some(jiff::civil::date(2021, 5, 2));
        arguments.until = Some(jiff::civil::date(2021, 5, 1));
    });
    assert_eq!(usage(backwards), "--until 2021-05-01 is before --from 2021-05-02");
    let misplaced = evaluated(|arguments| arguments.into = Some("x".into()));
    assert_eq!(usage(misplaced), "--into is for --format csv");
}

fn usage(refused: anyhow::Result<String>) -> String {
    refused.unwrap_err().downcast::<WrongUsage>().unwrap().to_string()
}
