use super::*;

/// As libFuzzer writes it: inputs of a dictionary are shown as they are.
const SAID: &str = "\
#2\tINITED cov: 210 ft: 214 corp: 1/1b exec/s: 0 rss: 30Mb
#6703004\tREDUCE cov: 524 ft: 2134 corp: 805/86Kb lim: 20000 exec/s: 76170 rss: 31Mb L: 506/3445 MS: 1 EraseBytes- DE: \"t\\000\"-
Done 6703999 runs in 61 second(s)
stat::number_of_executed_units: 6703999
stat::average_exec_per_sec:     76170
";

fn outcome(parser: &str, end: End) -> Outcome {
    Outcome { parser: parser.to_owned(), runs: 6_703_999, places: 524, end }
}

#[test]
fn a_run_is_read_from_its_exit_code_and_its_log() {
    let ends = [(0, End::Survived), (70, End::Hung), (71, End::Grew), (77, End::Panicked)];
    for (code, end) in ends {
        assert_eq!(Outcome::of("dns", Some(code), SAID), Some(outcome("dns", end)), "{code}");
    }
}

#[test]
fn a_fuzzer_that_did_not_fuzz_is_no_outcome() {
    assert_eq!(Outcome::of("dns", Some(1), SAID), None);
    assert_eq!(Outcome::of("dns", None, SAID), None);
    assert_eq!(Outcome::of("dns", Some(0), "the folder is not there"), None);
}

#[test]
fn the_table_is_in_order_and_names_what_broke() {
    let table = log::table(&[outcome("ssh", End::Panicked), outcome("dns", End::Survived)]);
    let lines: Vec<&str> = table.lines().skip(2).collect();
    assert_eq!(lines, ["| dns | 6.7 | 524 | survived |", "| ssh | 6.7 | 524 | PANICKED |"]);
}

#[test]
fn one_broken_parser_fails_the_task_by_name() {
    assert!(broken(&[outcome("dns", End::Survived)]).is_ok());
    let error = broken(&[outcome("dns", End::Survived), outcome("ssh", End::Hung)]).unwrap_err().to_string();
    assert!(error.starts_with("survive what ssh read: "), "{error}");
}

#[test]
fn every_parser_is_fed_once_however_many_jobs() {
    let parsers: Vec<String> = ["dns", "http", "ssh"].map(str::to_owned).to_vec();
    for jobs in [1, 2, 8] {
        let feed = |parser: &str| match parser {
            "http" => Err(anyhow::anyhow!("start http")),
            other => Ok(outcome(other, End::Survived)),
        };
        let fed = feed_all(&parsers, jobs, feed).into_iter();
        let mut names: Vec<String> =
            fed.map(|fed| fed.map_or_else(|error| error.to_string(), |outcome| outcome.parser)).collect();
        names.sort();
        assert_eq!(names, ["dns", "ssh", "start http"], "{jobs} jobs");
    }
}

#[test]
fn an_unknown_parser_lists_the_parsers() {
    let all = all().unwrap();
    let error = chosen(&all, &["ox".to_owned()]).unwrap_err().to_string();
    assert!(error.starts_with("find the parser ox: there are banner, certificate, "), "{error}");
    assert_eq!(chosen(&all, &[]).unwrap(), all);
    assert_eq!(chosen(&all, &["ssh".to_owned()]).unwrap(), ["ssh"]);
}
