//! The app of a phone that nobody opened, woken again and again beside a real backend.
#![cfg(test)]

use std::sync::Arc;

use akabeko_agent_app::data::Data;
use akabeko_agent_app::named;
use akabeko_agent_app::pass::{Passed, Said, Waking, pass};
use akabeko_agent_app::settings::Settings;
use akabeko_agent_core::{Backend, Event, Installation, RecordingHost, Remembered, Session, Token};
use akabeko_shared::locale::Catalogue;
use akabeko_shared::{AgentId, Language, NetworkKind, Platform, Port};
use akabeko_tests::patience::until;
use akabeko_tests::service::Service;
use jiff::Timestamp;
use tempfile::TempDir;

const TELNET: Port = Port::tcp(23);

/// What the system calls the network at home.
const ROUTER: &str = "a router";

/// A phone at home whose app was closed after its person joined.
struct Phone {
    service: Service,
    folder: TempDir,
    memory: Remembered,
    proof: Option<String>,
}

impl Phone {
    async fn new() -> Self {
        let mut service = Service::start().await.expect("a backend");
        service.opens(TELNET).await;
        let folder = tempfile::tempdir().expect("a folder");
        let memory = joins(&service).await;
        remember(&folder, &memory);
        is_at_home(&folder);
        Self { service, folder, memory, proof: None }
    }

    /// From now on the system keeps the proof, as a phone's does, and the folder lacks it.
    fn keeps_the_proof_with_the_system(&mut self) {
        self.proof = Some(self.memory.token.secret().to_owned());
        let token = Token::new(String::new());
        remember(&self.folder, &Remembered { token, ..self.memory.clone() });
    }

    fn waking(&self) -> Waking {
        let (folder, proof) = (self.folder.path().to_owned(), self.proof.clone());
        Waking { folder, proof, uplink: Some(ROUTER.to_owned()), language: Language::En }
    }

    /// The system wakes the app.
    async fn wakes(&self) -> Passed {
        pass(self.waking()).await.expect("a pass")
    }

    /// The system wakes the app until there is something to say.
    async fn wakes_until_it_speaks(&self) -> Passed {
        until("a pass says something", async || {
            Some(self.wakes().await).filter(|passed| *passed != Passed::default())
        })
        .await
    }

    /// A month passes in which the door was open, and an operator tells of it.
    async fn is_written_to(&mut self) {
        self.wakes().await;
        self.service.has_seen_open(self.agent(), 30, &[TELNET]).await;
        self.service.works();
        self.service.has_scanned(self.agent()).await;
        self.service.sends_campaign("autumn", &[TELNET]).await;
    }

    fn agent(&self) -> AgentId {
        self.memory.agent
    }

    /// Somebody asks for a scan, as the page does.
    async fn is_scanned_again(&self) {
        let mut backend = Backend::new(&self.service.url(), None).expect("a way to the backend");
        backend.set_token(Some(self.memory.token.clone()));
        backend.ask_scan().await.expect("a scan");
    }

    fn on_disk(&self) -> Remembered {
        Data::open(self.folder.path().to_owned()).unwrap().recall().unwrap().expect("a memory")
    }
}

/// Somebody agrees, in an app that is then closed.
async fn joins(service: &Service) -> Remembered {
    let installation = Installation {
        invite: Some(service.invites().await.code),
        platform: Platform::Mobile,
        language: Language::En,
        app_version: "0.1.0".to_owned(),
    };
    let backend = Backend::new(&service.url(), None).expect("a way to the backend");
    let host = RecordingHost::default();
    let mut session = Session::new(installation, backend, host, 7).expect("an agent");
    session.give(Event::Started, service.now()).await.expect("a memory");
    session.host().memory.clone().expect("a member")
}

/// The person says which network is home.
fn is_at_home(folder: &TempDir) {
    let data = Arc::new(Data::open(folder.path().to_owned()).unwrap());
    let salt = data.salt([7; 32]).unwrap();
    let home = named::key(&salt, ROUTER).expect("a name for the network");
    Settings::read(data).unwrap().name(home, NetworkKind::Home).unwrap();
}

fn remember(folder: &TempDir, memory: &Remembered) {
    Data::open(folder.path().to_owned()).unwrap().remember(memory).unwrap();
}

fn said(key: &str) -> String {
    Catalogue::new(Language::En).text(key)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_said_once_over_many_passes_and_taken_back_when_its_door_is_closed() {
    let mut phone = Phone::new().await;
    assert_eq!(phone.wakes().await, Passed::default(), "nothing is said while all is well");
    phone.is_written_to().await;

    let told = phone.wakes_until_it_speaks().await;
    let [Said { notice: Some(notice), title, .. }] = &told.say[..] else { panic!("{told:?}") };
    assert_eq!((title, &told.take_back[..]), (&said("message-notice-title"), &[][..]));
    for _ in 0..2 {
        assert_eq!(phone.wakes().await, Passed::default(), "said twice");
    }

    phone.service.home.close(TELNET).await;
    phone.is_scanned_again().await;
    let thanked = phone.wakes_until_it_speaks().await;
    assert_eq!(thanked.take_back, [*notice]);
    let titles: Vec<_> = thanked.say.iter().map(|said| (said.notice, said.title.clone())).collect();
    assert_eq!(titles, [(None, said("message-closed-title"))]);
    assert_eq!(phone.wakes().await, Passed::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_pass_checks_in_from_the_network_that_the_system_names() {
    let phone = Phone::new().await;
    for _ in 0..2 {
        let before = phone.service.now();
        phone.wakes().await;
        phone.service.hears_from(phone.agent(), before).await;
    }
    let (target, network, _) =
        phone.service.app.store.whereabouts(phone.agent(), Timestamp::UNIX_EPOCH).await.unwrap().unwrap();
    assert!(target.confirmed_at <= phone.service.now() && network.is_some(), "{target:?} {network:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_an_app_is_open_a_pass_does_nothing() {
    let mut phone = Phone::new().await;
    phone.is_written_to().await;
    let open = Data::open(phone.folder.path().to_owned()).unwrap();
    let before = phone.service.now();
    assert_eq!(phone.wakes().await, Passed::default());
    let heard = phone.service.app.store.whereabouts(phone.agent(), before).await.unwrap();
    assert!(heard.is_none_or(|(target, ..)| target.confirmed_at <= before), "it checked in beside the app");

    drop(open);
    assert_eq!(
        phone.wakes_until_it_speaks().await.say.len(),
        1,
        "and said nothing of what the app had to say"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_that_the_system_keeps_is_never_written_into_the_folder() {
    let mut phone = Phone::new().await;
    phone.keeps_the_proof_with_the_system();
    phone.is_written_to().await;
    assert_eq!(phone.wakes_until_it_speaks().await.say.len(), 1);
    assert_eq!(phone.on_disk().popped.len(), 1, "what was said is written down");
    assert_eq!(phone.on_disk().token.secret(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_proof_a_pass_is_refused_and_changes_nothing() {
    let mut phone = Phone::new().await;
    phone.keeps_the_proof_with_the_system();
    let before = phone.on_disk();
    let refused = pass(Waking { proof: None, ..phone.waking() }).await.unwrap_err().to_string();
    assert!(refused.starts_with("show who this is"), "{refused}");
    assert_eq!(phone.on_disk(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_nobody_s_agent_has_no_pass_to_make() {
    let folder = tempfile::tempdir().unwrap();
    let uplink = Some(ROUTER.to_owned());
    let waking = Waking { folder: folder.path().to_owned(), proof: None, uplink, language: Language::En };
    assert_eq!(pass(waking).await.unwrap(), Passed::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_reach_a_pass_ends_with_nothing_and_the_next_one_makes_up_for_it() {
    let mut phone = Phone::new().await;
    phone.is_written_to().await;
    phone.service.goes_away().await;
    assert_eq!(phone.wakes().await, Passed::default());
    phone.service.comes_back().await;
    assert_eq!(phone.wakes_until_it_speaks().await.say.len(), 1);
}
