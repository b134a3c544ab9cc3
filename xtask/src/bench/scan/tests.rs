//! A lab of 64 homes with our scanner in it: everything that is open is found, and nothing else.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use akabeko_lab::home::{Home, town};
use akabeko_shared::Protocol;

use super::lab::Lab;
use super::measure::measure;
use super::ours::{self, Engine, Scan};
use super::race::write_targets;
use super::score::{Score, truth};
use crate::command::{cargo, run, target};
use crate::install::is_root;
use crate::packages::on_path;

#[test]
fn every_open_port_of_a_small_town_is_found_and_nothing_else() {
    if let Some(reason) = obstacle() {
        println!("not tested: {reason}");
        return;
    }
    let programs = programs();
    let homes: Vec<Home> = town(2021, 64).collect();
    let lab = Lab::up(&homes, &programs.join("akabeko-lab")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let targets = folder.path().join("targets.txt");
    write_targets(&targets, homes.iter().map(|home| home.address)).unwrap();
    for engine in [Engine::Raw, Engine::Socket] {
        let output = folder.path().join(engine.name());
        let scan = Scan { targets: &targets, rate: 1_000.try_into().unwrap(), per_target: None };
        let job = engine.job(&lab, &programs.join("akabeko-backend"), &scan, &output);
        let cost = measure(&lab, vec![vec![job]], Duration::from_secs(12)).unwrap();
        assert!(cost.well, "{engine:?} did not end well within 12 s");
        let found = ours::open(&std::fs::read_to_string(&output).unwrap()).unwrap();
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            let score = Score::of(&truth(&homes), &found, protocol);
            assert!(score.open > 0, "no home has {protocol} open");
            assert_eq!((score.recall, score.precision), (1.0, 1.0), "{engine:?}, {protocol}: {score:?}");
        }
    }
    assert_eq!(lab.counted().unwrap().forbidden, 0);
}

/// What keeps this system from making a lab.
fn obstacle() -> Option<String> {
    if !is_root() {
        return Some("only root can make network namespaces".to_owned());
    }
    if let Some(missing) = ["ip", "nft", "ethtool", "setpriv"].into_iter().find(|program| !on_path(program)) {
        return Some(format!("{missing} is not installed"));
    }
    let try_one = Command::new("unshare").args(["--net", "true"]).output();
    let may = try_one.is_ok_and(|output| output.status.success());
    (!may).then(|| "this system makes no network namespaces".to_owned())
}

/// The programs that were built for all tests, or those that are built now.
fn programs() -> PathBuf {
    if let Some(built) = std::env::var_os("AKABEKO_PROGRAMS") {
        return built.into();
    }
    run(&mut cargo(&["build", "--quiet", "-p", "akabeko-backend", "-p", "akabeko-lab"])).unwrap();
    target().join("debug")
}
