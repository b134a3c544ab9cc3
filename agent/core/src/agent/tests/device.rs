//! A device and a backend in a few lines: every effect is answered at once, or fails while offline.

use std::collections::VecDeque;

use akabeko_shared::wire::{
    self, CheckInReply, Inbox, InboxNotice, LastLook, News, NoticeState, Push, Scan, ScanState, Veto,
};
use akabeko_shared::{AgentId, Language, NoticeId, Platform, Port, Stage};
use jiff::{SignedDuration, Timestamp};

use super::wishes::Wishes;
use crate::{Agent, Effect, Enrolment, Event, Face, Failure, Installation, Mood, Origin, Remembered, Token};

pub(super) const NOON: Timestamp = Timestamp::UNIX_EPOCH;
pub(super) const SERVER: &str = "https://akabeko.example";

pub(super) struct Device {
    pub(super) agent: Agent,
    pub(super) now: Timestamp,
    pub(super) is_online: bool,
    /// Whether what is answered gets lost.
    pub(super) is_deaf: bool,
    /// What becomes of calls while offline.
    pub(super) failure: Failure,
    pub(super) forgets: bool,
    pub(super) loses_reports: bool,
    pub(super) inbox_fails: bool,
    pub(super) is_full: bool,
    pub(super) clock_is_off_by: SignedDuration,
    pub(super) inbox: Inbox,
    pub(super) look: LastLook,
    pub(super) scan_state: ScanState,
    pub(super) last_event: i64,
    pub(super) push_key: Option<String>,
    pub(super) push_keys: Vec<String>,
    pub(super) pushes: Vec<Option<Push>>,
    pub(super) memory: Option<Remembered>,
    pub(super) faces: Vec<Face>,
    pub(super) popped: Vec<NoticeId>,
    pub(super) closed: Vec<NoticeId>,
    pub(super) reminded: Vec<(NoticeId, Timestamp)>,
    pub(super) taken_back: Vec<NoticeId>,
    pub(super) reported: Vec<(NoticeId, Stage)>,
    pub(super) vetoes: Vec<Option<Veto>>,
    pub(super) wakes_at: Option<Timestamp>,
    pub(super) wishes: Wishes,
    done: Vec<&'static str>,
    sent: u8,
}

impl Device {
    pub(super) fn new(installation: Installation) -> Self {
        Self {
            agent: Agent::new(server(), installation, None, 1),
            now: NOON,
            is_online: true,
            is_deaf: false,
            failure: unreachable(),
            forgets: false,
            loses_reports: false,
            inbox_fails: false,
            is_full: false,
            clock_is_off_by: SignedDuration::ZERO,
            inbox: Inbox::default(),
            look: LastLook::NotYet,
            scan_state: ScanState::Due,
            last_event: 0,
            push_key: None,
            push_keys: Vec::new(),
            pushes: Vec::new(),
            memory: None,
            faces: Vec::new(),
            popped: Vec::new(),
            closed: Vec::new(),
            reminded: Vec::new(),
            taken_back: Vec::new(),
            reported: Vec::new(),
            vetoes: Vec::new(),
            wakes_at: None,
            wishes: Wishes::default(),
            done: Vec::new(),
            sent: 0,
        }
    }

    pub(super) fn enrolled() -> Self {
        let mut device = Self::new(invited());
        device.give(Event::Started);
        device
    }

    pub(super) fn give(&mut self, event: Event) {
        self.wishes.note(&event, self.now);
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in self.agent.handle(event, self.now) {
                events.extend(self.perform(effect));
            }
        }
        self.wishes.woken(self.wakes_at, self.now);
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.now = after(self.now, seconds);
        self.give(Event::Tick);
    }

    pub(super) fn restart(&mut self) {
        self.wishes.recall(self.memory.as_ref());
        self.agent = Agent::new(server(), invited(), self.memory.clone(), 2);
        self.give(Event::Started);
    }

    /// Puts a notice into the inbox and lets the agent hear of it.
    pub(super) fn send(&mut self, state: NoticeState) -> NoticeId {
        let notice = self.add(state);
        self.tell();
        notice
    }

    pub(super) fn set(&mut self, notice: NoticeId, state: NoticeState) {
        self.inbox.notices.iter_mut().filter(|one| one.notice == notice).for_each(|one| one.state = state);
        self.tell();
    }

    pub(super) fn answer(&mut self, notice: NoticeId) {
        self.inbox.notices.iter_mut().filter(|one| one.notice == notice).for_each(|one| one.answered = true);
        self.tell();
    }

    pub(super) fn tell(&mut self) {
        self.last_event += 1;
        if self.is_online {
            self.give(Event::Heard(news(self.last_event)));
        }
    }

    pub(super) fn add(&mut self, state: NoticeState) -> NoticeId {
        self.inbox = self.inbox_with(state);
        self.sent += 1;
        self.inbox.notices[0].notice
    }

    pub(super) fn inbox_with(&self, state: NoticeState) -> Inbox {
        let notice = NoticeId::at(NOON, [self.sent; 10]);
        let ports = vec![Port::tcp(23)];
        let new = InboxNotice {
            notice,
            sent_at: self.now,
            state,
            ports,
            url: format!("{SERVER}/n/{notice}"),
            word: "mikan-3821".to_owned(),
            answered: false,
            variant: akabeko_shared::Variant::Usual,
        };
        Inbox { notices: [vec![new], self.inbox.notices.clone()].concat() }
    }

    pub(super) fn count(&self, what: &str) -> usize {
        self.done.iter().filter(|done| **done == what).count()
    }

    pub(super) fn moods(&self) -> Vec<Mood> {
        let mut moods: Vec<Mood> = self.faces.iter().map(|face| face.mood).collect();
        moods.dedup();
        moods
    }

    fn perform(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Remember(memory) => return self.remember(memory),
            Effect::ShowFace(face) => self.faces.push(face),
            Effect::Pop(notice) => {
                self.wishes.said("Pop");
                self.popped.push(notice.notice);
            }
            Effect::Remind(notice) => {
                self.wishes.said("Remind");
                self.reminded.push((notice.notice, self.now));
            }
            Effect::SayClosed(notice) => {
                self.wishes.said("SayClosed");
                self.closed.push(notice.notice);
            }
            Effect::TakeBack(notice) => self.taken_back.push(notice),
            Effect::OfferPush { key } => self.push_keys.push(key),
            Effect::SayClockIsOff(_) => self.done.push("SayClockIsOff"),
            Effect::ReportProgress { notice, stage } => return self.report(notice, stage),
            Effect::Enrol(_) => return self.call("Enrol", Event::Enrolled(enrolment()), Event::EnrolFailed),
            Effect::CheckIn(check_in) => {
                self.wishes.sent("CheckIn");
                self.vetoes.push(check_in.veto);
                self.pushes.push(check_in.push);
                return self.call("CheckIn", Event::CheckedIn(self.reply()), Event::CheckInFailed);
            }
            Effect::ReadInbox if self.inbox_fails => {
                self.done.push("ReadInbox");
                return Some(Event::InboxFailed(unreachable()));
            }
            Effect::ReadInbox => {
                return self.call("ReadInbox", Event::InboxRead(self.inbox.clone()), Event::InboxFailed);
            }
            Effect::Withdraw => return self.call("Withdraw", Event::Withdrawn, Event::WithdrawFailed),
            Effect::Agree(_) => return self.call("Agree", Event::Agreed, Event::AgreeFailed),
            Effect::ReadLook => {
                return self.call("ReadLook", Event::LookRead(self.look.clone()), Event::LookFailed);
            }
            Effect::ReadScan(scan) => {
                let scan = Scan { scan, state: self.scan_state, finished_at: None, seen: Vec::new() };
                return self.call("ReadScan", Event::ScanAccepted(scan), |_| Event::Tick);
            }
            Effect::CloseStream => self.done.push("CloseStream"),
            Effect::OpenStream { .. } => {
                return self.call("OpenStream", Event::StreamOpened, |_| Event::StreamClosed);
            }
            Effect::AskScan => {
                self.wishes.sent("AskScan");
                self.done.push("AskScan");
            }
            Effect::WakeAt(at) => self.wakes_at = Some(at),
        }
        None
    }

    fn remember(&mut self, memory: Box<Remembered>) -> Option<Event> {
        self.done.push("Remember");
        if self.is_full {
            return None;
        }
        self.memory = Some(*memory.clone());
        Some(Event::Remembered(memory))
    }

    fn call(&mut self, what: &'static str, reply: Event, failed: fn(Failure) -> Event) -> Option<Event> {
        self.done.push(what);
        let answer = match (self.is_online, self.forgets && what != "Enrol") {
            (true, false) => reply,
            (true, true) => failed(Failure::UnknownToken),
            (false, _) => failed(self.failure.clone()),
        };
        (!self.is_deaf).then_some(answer)
    }

    fn report(&mut self, notice: NoticeId, stage: Stage) -> Option<Event> {
        if self.is_online && !self.loses_reports {
            self.reported.push((notice, stage));
            return None;
        }
        Some(Event::ProgressFailed { notice, stage, failure: unreachable() })
    }

    pub(super) fn reply(&self) -> CheckInReply {
        let address = "203.0.113.7".to_owned();
        let now = self.now - self.clock_is_off_by;
        let (check_in_every, last_event, push_key) = (900, self.last_event, self.push_key.clone());
        CheckInReply { address, provider: None, now, check_in_every, last_event, push_key }
    }
}

pub(super) fn invited() -> Installation {
    Installation {
        invite: Some("mikan".to_owned()),
        platform: Platform::Desktop,
        language: Language::Ja,
        app_version: "0.1.0".to_owned(),
    }
}

pub(super) fn server() -> Origin {
    SERVER.parse().unwrap()
}

pub(super) fn after(now: Timestamp, seconds: i64) -> Timestamp {
    now + SignedDuration::from_secs(seconds)
}

pub(super) fn number(chance: u8) -> AgentId {
    AgentId::at(NOON, [chance; 10])
}

pub(super) fn news(number: i64) -> wire::Event {
    wire::Event { number, at: NOON, news: News::Unknown }
}

pub(super) fn unreachable() -> Failure {
    Failure::Unreachable("no route to host".to_owned())
}

fn enrolment() -> Enrolment {
    Enrolment { agent: number(1), token: Token::new("secret".to_owned()) }
}
