//! The things that happen, one by one.

use std::net::Ipv4Addr;

use akabeko_agent_core::Event;
use akabeko_backend::demo::internet::Behind;
use akabeko_backend::{flow, secret};
use akabeko_shared::survey::{Ability, Button, Intent, Place};
use akabeko_shared::wire::Network;
use akabeko_shared::{NetworkKey, NetworkKind, NoticeId, Port};
use akabeko_tests::fault::Lost;
use akabeko_tests::world::STEP;
use jiff::{SignedDuration, Timestamp};

use super::{Past, Run, STALE};
use crate::op::PORTS;

impl Run {
    pub(super) async fn moves_in(&mut self, open: &[Port]) {
        let who = self.world.moves_in(open).await;
        let (opened, disturbed_at) = (open.iter().copied().collect(), self.world.now());
        self.past.push(Past {
            opened,
            left: Vec::new(),
            disturbed_at,
            changed_at: disturbed_at,
            network: 0,
            quiet_until: disturbed_at,
        });
        self.enters(who, None).await;
    }

    pub(super) async fn pass(&mut self, steps: u8) -> Result<(), String> {
        for _ in 0..steps {
            self.step(STEP).await?;
        }
        Ok(())
    }

    pub(super) async fn off(&mut self, who: usize) -> Result<(), String> {
        self.world.people[who].is_on = false;
        self.step(STALE).await
    }

    pub(super) async fn on(&mut self, who: usize) {
        self.world.people[who].is_on = true;
        self.world.give(who, Event::Tick).await;
    }

    pub(super) async fn moves(&mut self, who: usize) {
        let old = self.world.moves(who);
        let network = self.past[who].network;
        self.past[who].left.push((old, network));
        self.enters(who, None).await;
    }

    pub(super) async fn returns(&mut self, who: usize) {
        let Some((home, network)) = self.past[who].left.pop() else { return };
        let old = self.world.goes_to(who, home);
        let left = self.past[who].network;
        self.past[who].left.insert(0, (old, left));
        self.enters(who, Some(network)).await;
    }

    /// The device finds itself in a network; it says so when it is on.
    async fn enters(&mut self, who: usize, network: Option<u8>) {
        self.networks += 1;
        let network = network.unwrap_or(self.networks);
        self.past[who].network = network;
        if self.world.people[who].is_on {
            self.world.give(who, self.says_network(who)).await;
        }
    }

    fn says_network(&self, who: usize) -> Event {
        let key = NetworkKey::try_from(format!("{:032x}", self.past[who].network)).expect("a key");
        Event::NetworkChanged(Some(Network { key, kind: NetworkKind::Home }))
    }

    pub(super) async fn opens(&mut self, who: usize, port: Port) {
        if !self.world.people[who].home.open_doors().contains(&port) {
            self.world.people[who].home.open(port, Behind::Usual).await.expect("a door that opens");
            self.past[who].opened.insert(port);
        }
    }

    pub(super) async fn closes_all(&mut self, who: usize) {
        for port in self.world.people[who].home.open_doors() {
            self.world.closes(who, port).await;
        }
    }

    pub(super) async fn restarts(&mut self) {
        self.restarts += 1;
        self.world.restarts(self.restarts).await;
    }

    pub(super) async fn restarts_agent(&mut self, who: usize) {
        if self.world.people[who].is_on {
            self.world.restarts_agent(who).await;
            self.world.give(who, self.says_network(who)).await;
        }
    }

    pub(super) async fn answers(&mut self, who: usize, which: u8, lost: Option<Lost>) {
        let Some((notice, url)) = self.page(who, which).await else { return };
        let app = &self.world.app;
        let token = secret::hash(app.secret.page_token(notice, 0));
        let page =
            app.store.page_by_token(token, Timestamp::UNIX_EPOCH).await.expect("a store").expect("a page");
        let offered =
            buttons(&page.ports).into_iter().filter(|button| page.survey.offers(*button, &page.ports));
        let offered: Vec<Button> = offered.collect();
        let button = offered[usize::from(which) % offered.len()];
        if let Some(lost) = lost {
            self.world.faults.lose(Ipv4Addr::LOCALHOST.into(), lost);
        }
        match self.world.tries(&url, "answer", &format!("button={button}")).await {
            Some(303) => self.acknowledged.push((notice, button)),
            Some(_) | None => self.unheard += 1,
        }
    }

    pub(super) async fn rescans(&mut self, who: usize, waits: bool) {
        if !self.world.people[who].is_on {
            return;
        }
        if waits {
            self.world.scans_again(who).await;
        } else {
            self.world.give(who, Event::AskScan).await;
        }
    }

    pub(super) async fn rescans_on_page(&mut self, who: usize) {
        if let Some((_, url)) = self.page(who, 0).await {
            let status = self.world.tries(&url, "rescan", "").await;
            assert_eq!(status, Some(303), "a page that cannot ask for a scan");
        }
    }

    pub(super) async fn wants_quiet(&mut self, who: usize, hours: u8) {
        if self.world.people[who].is_on {
            let until = self.world.now() + SignedDuration::from_hours(hours.into());
            self.past[who].quiet_until = until;
            self.world.give(who, Event::Pause(until)).await;
        }
    }

    pub(super) async fn wants_it_later(&mut self, who: usize, hours: u8) {
        if self.world.people[who].is_on {
            let until = self.world.now() + SignedDuration::from_hours(hours.into());
            self.world.give(who, Event::Snooze(until)).await;
        }
    }

    pub(super) async fn withdraws(&mut self, who: usize, lost: Option<Lost>) {
        self.decides(who, Event::Withdraw, lost).await;
    }

    /// What waited for the agreement is done right away.
    pub(super) async fn agrees(&mut self, who: usize, lost: Option<Lost>) {
        self.decides(who, Event::Agree, lost).await;
        flow::settle(&self.world.app).await.expect("the stages run");
    }

    async fn decides(&mut self, who: usize, event: Event, lost: Option<Lost>) {
        if !self.world.people[who].is_on {
            return;
        }
        if let Some(lost) = lost {
            self.world.loses(who, lost);
        }
        self.past[who].disturbed_at = self.world.now();
        self.world.give(who, event).await;
    }

    pub(super) async fn sends(&mut self, waits: bool) {
        let name = format!("campaign-{}", self.sent.len());
        let mut campaign = self.world.campaign(&name, &PORTS, if waits { 0.5 } else { 0.0 });
        campaign.waiting_weeks = 1;
        self.sent.insert(name, self.world.now());
        self.world.sends(&campaign).await;
    }

    pub(super) async fn hears_again(&mut self, who: usize, order: u8) {
        let events = self.world.app.store.events_after(self.agent(who), 0).await.expect("a store");
        if !self.world.people[who].is_on || events.is_empty() {
            return;
        }
        let stride = usize::from(order) | 1;
        for turn in 0..2 * events.len() {
            let event = events[(turn * stride + usize::from(order)) % events.len()].clone();
            self.world.give(who, Event::Heard(event)).await;
        }
    }

    /// One of somebody's pages.
    async fn page(&self, who: usize, which: u8) -> Option<(NoticeId, String)> {
        let app = &self.world.app;
        let inbox = app.store.inbox(self.agent(who)).await.expect("a store");
        let notice = inbox.get(usize::from(which) % inbox.len().max(1))?.notice;
        Some((notice, format!("{}/n/{}", app.config.public_url(), app.secret.page_token(notice, 0))))
    }
}

/// All buttons that a page about these ports ever has.
fn buttons(ports: &[Port]) -> Vec<Button> {
    let networks = [Place::Home, Place::Home, Place::Home, Place::Away, Place::Work].map(Button::Network);
    let of_port = |port: &Port| {
        let intents =
            [Intent::Unintended, Intent::Unknown, Intent::Intended].map(|it| Button::Intent(*port, it));
        let abilities = [Ability::Yes, Ability::No].map(|it| Button::Ability(*port, it));
        intents.into_iter().chain(abilities)
    };
    networks.into_iter().chain(ports.iter().flat_map(of_port)).collect()
}
