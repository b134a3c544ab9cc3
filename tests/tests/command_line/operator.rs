//! What an operator does beside the running service: reports for other tools, and telling somebody out of turn.

use std::fs;
use std::path::{Path, PathBuf};

use akabeko_backend::store::{Enrolment, FinishedScan, Invitation, NewNotice, ScanRequest, Store};
use akabeko_core::campaign::Campaign;
use akabeko_core::schedule::Reason;
use akabeko_shared::{AgentId, Arm, Language, NoticeId, Platform, Port, PortState, ScanId, Variant};
use jiff::{SignedDuration, Timestamp};

use crate::program::{self, Ran, run};

const TELNET: Port = Port::tcp(23);
const HOME: &str = "192.0.2.7";

/// An installation with one agent, which was scanned at home an hour ago.
struct Installation {
    folder: tempfile::TempDir,
    store: Store,
    agent: AgentId,
    scanned_at: Timestamp,
}

impl Installation {
    async fn new(open: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("akabeko.sqlite").display().to_string()).await.unwrap();
        let scanned_at = program::now() - SignedDuration::from_hours(1);
        let agent = enrolled(&store, scanned_at - SignedDuration::from_hours(24)).await;
        let installation = Self { folder, store, agent, scanned_at };
        installation.scanned(open).await;
        installation
    }

    async fn scanned(&self, open: bool) {
        let (scan, at) = (ScanId::at(self.scanned_at, [2; 10]), self.scanned_at);
        let address = HOME.parse().unwrap();
        let ports = vec![TELNET, Port::tcp(5000)];
        let (agent, reason) = (self.agent, Reason::Daily);
        let request = ScanRequest { scan, agent, address, network: None, reason, ports: ports.clone() };
        assert_eq!(self.store.request_scans(vec![request], at).await.unwrap(), 1);
        let state = if open { PortState::Open } else { PortState::Closed };
        let said = open.then(|| b"=cmd|' /C calc'!A0\r\n\x1b[31mlogin: ".to_vec());
        let seen = ports.into_iter().map(|port| (port, state, at, said.clone())).collect();
        self.store.finish_scans(vec![FinishedScan { scan, agent, finished_at: at, seen }]).await.unwrap();
    }

    fn operator(&self, words: &[&str]) -> Ran {
        run(&[&["operator"], words, &["--data", self.folder.path().to_str().unwrap()]].concat())
    }

    fn exports(&self) -> (Ran, PathBuf) {
        let reports = self.folder.path().join("reports");
        let day = self.scanned_at.strftime("%Y-%m-%d").to_string();
        (self.operator(&["report", "export", "--from", &day, reports.to_str().unwrap()]), reports)
    }

    fn imports(&self, file: &Path) -> Ran {
        self.operator(&["report", "import", file.to_str().unwrap()])
    }

    async fn open(&self) -> usize {
        let dataset = self.store.dataset(jiff::tz::TimeZone::UTC).await.unwrap();
        dataset.observations.iter().filter(|seen| seen.state == PortState::Open).count()
    }
}

async fn enrolled(store: &Store, at: Timestamp) -> AgentId {
    let code_hash = "code".to_owned();
    let invitation = Invitation {
        code_hash: code_hash.clone(),
        label: String::new(),
        uses: 1,
        expires_at: at + SignedDuration::from_hours(1),
    };
    store.invite(invitation, at).await.unwrap();
    let agent = AgentId::at(at, [1; 10]);
    let enrolment = Enrolment {
        agent,
        token_hash: "token".to_owned(),
        code_hash,
        attempt_hash: None,
        platform: Platform::Desktop,
        language: Language::En,
        app_version: String::new(),
        consent_version: 1,
    };
    assert!(store.enrol(enrolment, at).await.unwrap());
    agent
}

#[tokio::test]
async fn what_is_exported_as_a_report_is_imported_once_by_whoever_had_the_address() {
    let ours = Installation::new(true).await;
    let (ran, reports) = ours.exports();
    let name = format!("{}-scan_telnet-akabeko.csv", ours.scanned_at.strftime("%Y-%m-%d"));
    assert_eq!((ran.code, ran.out), (0, format!("file,rows\n{name},1\n")), "{}", ran.said);
    assert_eq!(ran.said, "1 open ports have no report type and are in no file\n");
    let text = fs::read_to_string(reports.join(&name)).unwrap();
    let head = "timestamp,severity,ip,protocol,port,hostname,tag,asn,geo,region,city,naics,hostname_source,sector,banner";
    let at = ours.scanned_at.strftime("%Y-%m-%d %H:%M:%S");
    let row = format!("{at},medium,{HOME},tcp,23,,,,,,,,,,'=cmd|' /C calc'!A0\\r\\n[31mlogin:");
    assert_eq!(text, format!("{head}\n{row}\n"));

    let known = ours.imports(&reports.join(&name));
    assert_eq!(
        (known.code, &*known.out),
        (0, "kept,known,not_ours,other_ports\n0,1,0,0\n"),
        "{}",
        known.said
    );
    let theirs = Installation::new(false).await;
    for expected in ["1,0,0,0", "0,1,0,0"] {
        let ran = theirs.imports(&reports.join(&name));
        assert_eq!(
            (ran.code, ran.out),
            (0, format!("kept,known,not_ours,other_ports\n{expected}\n")),
            "{}",
            ran.said
        );
        assert_eq!(theirs.open().await, 1);
    }
    let log = theirs.operator(&["audit", "list"]).out;
    assert_eq!(log.matches("report.import").count(), 1, "what changed something is noted: {log}");
    let foreign = reports.join("2026-11-27-scan_telnet-other.csv");
    fs::write(&foreign, text.replace(HOME, "203.0.113.9")).unwrap();
    assert_eq!(theirs.imports(&foreign).out, "kept,known,not_ours,other_ports\n0,0,1,0\n");
}

#[tokio::test]
async fn a_report_with_a_bad_line_is_refused_whole() {
    let ours = Installation::new(false).await;
    let file = ours.folder.path().join("2026-11-27-scan_telnet-x.csv");
    let at = ours.scanned_at.strftime("%Y-%m-%d %H:%M:%S");
    fs::write(&file, format!("timestamp,ip,protocol,port\n{at},{HOME},tcp,23\n{at},home,tcp,23\n")).unwrap();
    let ran = ours.imports(&file);
    assert_eq!((ran.code, &*ran.out), (1, ""));
    assert!(
        ran.said.contains(&format!("{}:3: ip: \"home\" is not an address", file.display())),
        "{}",
        ran.said
    );
    assert_eq!(ours.open().await, 0);
    let twice = ours.operator(&["report", "export", "--from", "2026-11-27", "--until", "2026-11-26", "x"]);
    assert_eq!(twice.code, 2, "{}", twice.said);
}

#[tokio::test]
async fn whoever_cannot_wait_is_told_by_the_next_look_at_what_is_due() {
    let ours = Installation::new(true).await;
    let (now, later) = (program::now(), program::now() + SignedDuration::from_hours(24 * 35));
    let campaign = "campaign = \"trial\"\nplatforms = [\"desktop\"]\nports = [\"tcp/23\"]\n\
                    from = \"2026-04-01\"\nuntil = \"2026-04-30\"\nwaiting_share = 0.5\n";
    let waits = NewNotice {
        notice: NoticeId::at(now, [3; 10]),
        agent: ours.agent,
        arm: Arm::Wait,
        variant: Variant::Usual,
        ports: vec![TELNET],
        token_hash: "page".to_owned(),
        due_at: later,
    };
    assert!(ours.store.create_campaign(&Campaign::parse(campaign).unwrap(), now).await.unwrap());
    assert!(ours.store.send_campaign("trial", now).await.unwrap());
    assert!(ours.store.freeze_campaign("trial", "plan".to_owned(), vec![waits]).await.unwrap());
    assert_eq!(ours.store.send_due_notices(now).await.unwrap(), []);

    let agent = ours.agent.to_string();
    let wordless = ours.operator(&["campaign", "override", &agent, "--reason", " "]);
    assert_eq!((wordless.code, &*wordless.out), (1, ""), "{}", wordless.said);
    let told = ours.operator(&["campaign", "override", &agent, "--reason", "in use by attackers"]);
    assert_eq!(told.code, 0, "{}", told.said);
    assert!(told.out.contains("is out of its trial"), "{}", told.out);
    let again = ours.operator(&["campaign", "override", &agent, "--reason", "again"]);
    assert_eq!((again.code, &*again.out), (1, ""), "{}", again.said);

    let sent = ours.store.send_due_notices(program::now()).await.unwrap();
    assert_eq!(sent.len(), 1);
    assert_eq!(ours.store.inbox(ours.agent).await.unwrap().len(), 1);
    let dataset = ours.store.dataset(jiff::tz::TimeZone::UTC).await.unwrap();
    assert_eq!(dataset.overrides[0].reason, "in use by attackers");
}
