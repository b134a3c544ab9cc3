//! What a promise begins with: agents, looks at their homes, notices.

use std::future::Future;
use std::net::IpAddr;

use akabeko_backend::store::{
    Enrolment, FinishedScan, Invitation, NewNotice, Page, Pressed, ScanRequest, Store, StoreError,
};
use akabeko_core::campaign::Campaign;
use akabeko_core::evaluate::dataset::Device;
use akabeko_core::schedule::Reason;
use akabeko_shared::wire::{CheckIn, Network};
use akabeko_shared::{
    AgentId, Arm, CaseId, Language, NetworkKey, NetworkKind, NoticeId, PORTS, Platform, Port, PortState,
    ScanId, Variant,
};
use jiff::{SignedDuration, Timestamp};

pub(crate) const TELNET: Port = Port::tcp(23);
pub(crate) const SSH: Port = Port::tcp(22);
pub(crate) const HOME: &str = "192.0.2.1";
pub(crate) const HOTEL: &str = "198.51.100.7";

/// So many minutes after noon in Tokyo on 1 April 2026.
pub(crate) fn at(minutes: i64) -> Timestamp {
    let noon: Timestamp = "2026-04-01T03:00:00Z".parse().unwrap();
    noon + SignedDuration::from_mins(minutes)
}

/// Ten bytes of chance that only this number gives.
pub(crate) fn chance(number: u64) -> [u8; 10] {
    let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
    [0, 0, a, b, c, d, e, f, g, h]
}

pub(crate) fn agent_id(number: u64) -> AgentId {
    AgentId::at(at(0), chance(number))
}

pub(crate) fn scan_id(number: u64) -> ScanId {
    ScanId::at(at(0), chance(number))
}

pub(crate) fn notice_id(number: u64) -> NoticeId {
    NoticeId::at(at(0), chance(number))
}

pub(crate) fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

pub(crate) async fn invitation(store: &Store, code: &str, uses: i64, expires_at: Timestamp) {
    let (code_hash, label) = (code.to_owned(), "a neighbour's".to_owned());
    store.invite(Invitation { code_hash, label, uses, expires_at }, at(0)).await.unwrap();
}

pub(crate) fn enrolment(number: u64, code: &str) -> Enrolment {
    Enrolment {
        agent: agent_id(number),
        token_hash: format!("token {number}"),
        code_hash: code.to_owned(),
        attempt_hash: None,
        platform: Platform::Desktop,
        language: Language::Ja,
        app_version: "0.1.0".to_owned(),
        consent_version: 1,
    }
}

/// An agent that has enrolled.
pub(crate) async fn agent(store: &Store, number: u64) -> AgentId {
    let code = format!("invitation {number}");
    invitation(store, &code, 1, at(60)).await;
    assert!(store.enrol(enrolment(number, &code), at(0)).await.unwrap());
    agent_id(number)
}

pub(crate) fn network(key: &str) -> NetworkKey {
    NetworkKey::try_from(key.repeat(16)).unwrap()
}

/// A check-in from the network with this key, if there is one.
pub(crate) fn from_network(key: Option<&str>) -> CheckIn {
    let network = key.map(|key| Network { key: network(key), kind: NetworkKind::Home });
    CheckIn { network, ..CheckIn::default() }
}

pub(crate) fn wanted(number: u64, agent: AgentId, reason: Reason) -> ScanRequest {
    let ports = PORTS.to_vec();
    ScanRequest { scan: scan_id(number), agent, address: address(HOME), network: None, reason, ports }
}

/// A look at a home that is over.
pub(crate) struct Looked<'a> {
    pub(crate) number: u64,
    pub(crate) agent: AgentId,
    pub(crate) network: Option<&'a str>,
    pub(crate) minutes: i64,
    pub(crate) seen: &'a [(Port, PortState)],
}

impl Looked<'_> {
    pub(crate) async fn keep(self, store: &Store) {
        let Self { number, agent, network: key, minutes, seen } = self;
        let network = key.map(network);
        let request = ScanRequest { network, ..wanted(number, agent, Reason::Daily) };
        assert_eq!(store.request_scans(vec![request], at(minutes)).await.unwrap(), 1);
        store.finish_scans(vec![finished(number, agent, minutes, seen)]).await.unwrap();
    }
}

pub(crate) fn finished(
    number: u64,
    agent: AgentId,
    minutes: i64,
    seen: &[(Port, PortState)],
) -> FinishedScan {
    let seen = seen.iter().map(|(port, state)| (*port, *state, at(minutes), None)).collect();
    FinishedScan { scan: scan_id(number), agent, finished_at: at(minutes), seen }
}

pub(crate) fn campaign(name: &str) -> Campaign {
    Campaign {
        campaign: name.to_owned(),
        platforms: [Platform::Desktop].into(),
        ports: [SSH, TELNET].into(),
        from: "2026-03-02".parse().unwrap(),
        until: "2026-03-31".parse().unwrap(),
        time_zone: "Asia/Tokyo".to_owned(),
        run_rule: Default::default(),
        unobserved_days: Default::default(),
        landing: false,
        waiting_share: 0.0,
        waiting_weeks: 5,
        seed: 7,
        variants: Default::default(),
    }
}

pub(crate) fn notice(number: u64, agent: AgentId, ports: &[Port]) -> NewNotice {
    NewNotice {
        notice: notice_id(number),
        agent,
        arm: Arm::Notify,
        variant: Variant::Usual,
        ports: ports.to_vec(),
        token_hash: format!("page {number}"),
        due_at: at(0),
    }
}

/// A campaign of its own for these notices, frozen; nothing is sent yet.
pub(crate) async fn frozen(store: &Store, name: &str, notices: Vec<NewNotice>) {
    assert!(store.create_campaign(&campaign(name), at(0)).await.unwrap());
    assert!(store.send_campaign(name, at(0)).await.unwrap());
    assert!(store.freeze_campaign(name, "plan".to_owned(), notices).await.unwrap());
}

/// A notice that was sent to an agent, in a campaign of its own.
pub(crate) async fn told(store: &Store, number: u64, agent: AgentId, ports: &[Port]) -> NoticeId {
    frozen(store, &format!("campaign-{number}"), vec![notice(number, agent, ports)]).await;
    assert_eq!(store.send_due_notices(at(1)).await.unwrap().len(), 1);
    notice_id(number)
}

/// The page of a notice that was told.
pub(crate) async fn page(store: &Store, number: u64) -> Page {
    store.page_by_token(format!("page {number}"), at(0)).await.unwrap().unwrap()
}

/// A press of a button on the page of a notice.
pub(crate) async fn press(store: &Store, number: u64, button: &str, minutes: i64) -> Pressed {
    try_press(store, number, button, minutes).await.unwrap()
}

pub(crate) async fn try_press(
    store: &Store,
    number: u64,
    button: &str,
    minutes: i64,
) -> Result<Pressed, StoreError> {
    let page = page(store, number).await;
    let case = CaseId::at(at(minutes), chance(number));
    store
        .press(&page, "/notice/1".to_owned(), button.parse().unwrap(), Device::Browser, case, at(minutes))
        .await
}

/// What every agent of the store pressed, in the order of the dataset.
pub(crate) async fn answers(store: &Store) -> Vec<String> {
    dataset(store).await.answers.iter().map(|answer| answer.button.to_string()).collect()
}

pub(crate) async fn dataset(store: &Store) -> akabeko_core::evaluate::Dataset {
    store.dataset(campaign("any").zone()).await.unwrap()
}

/// Does the same work so many times at once, as by as many workers.
pub(crate) async fn at_once<F, T>(times: u64, work: impl Fn(Store, u64) -> F, store: &Store) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let tasks: Vec<_> = (0..times).map(|number| tokio::spawn(work(store.clone(), number))).collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}
