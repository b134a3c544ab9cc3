//! What people and operators of a world do, and what befalls them.

use std::net::IpAddr;

use akabeko_agent_core::{Event, Session};
use akabeko_backend::demo::internet::Home;
use akabeko_backend::flow;
use akabeko_core::campaign::Campaign;
use akabeko_shared::{Platform, Port};
use tokio::net::TcpListener;

use super::{World, serving};
use crate::fault::Lost;

impl World {
    /// Somebody really closes a door.
    pub async fn closes(&mut self, who: usize, port: Port) {
        self.people[who].home.close(port).await;
    }

    /// Somebody presses “scan again now” in the app, and waits for the answer.
    pub async fn scans_again(&mut self, who: usize) {
        self.give(who, Event::AskScan).await;
        flow::settle(&self.app).await.expect("the stages run");
        self.hear(who).await;
    }

    /// An operator keeps a campaign about these ports, on the month that ends today, and sends it.
    pub async fn sends_campaign(&mut self, name: &str, ports: &[Port], waiting_share: f64) {
        self.sends(&self.campaign(name, ports, waiting_share)).await;
    }

    /// A campaign about these ports, on the month that ends today.
    pub fn campaign(&self, name: &str, ports: &[Port], waiting_share: f64) -> Campaign {
        let today = self.now().to_zoned_datetime(self.app.config.zone()).date();
        Campaign {
            campaign: name.to_owned(),
            platforms: [Platform::Desktop, Platform::Headless].into(),
            ports: ports.iter().copied().collect(),
            from: today.saturating_sub(jiff::ToSpan::days(30)),
            until: today.saturating_sub(jiff::ToSpan::days(1)),
            time_zone: "Asia/Tokyo".to_owned(),
            run_rule: Default::default(),
            unobserved_days: Default::default(),
            landing: false,
            waiting_share,
            waiting_weeks: 5,
            seed: 7,
            variants: Default::default(),
        }
    }

    /// An operator finds that somebody cannot wait. Whether anything of theirs was waiting.
    pub async fn tells_out_of_turn(&mut self, who: usize, reason: &str) -> bool {
        let agent = self.people[who].agent.id().expect("an agent that has enrolled").to_string();
        let told = self.app.store.override_waiting(&agent, None, reason, self.now()).await.expect("a store");
        flow::settle(&self.app).await.expect("the stages run");
        told.is_some()
    }

    /// An operator keeps a campaign and sends it.
    pub async fn sends(&mut self, campaign: &Campaign) {
        let name = &campaign.campaign;
        let kept = self.app.store.create_campaign(campaign, self.now()).await.expect("a store");
        assert!(kept, "there is a campaign {name} already");
        self.app.store.send_campaign(name, self.now()).await.expect("a store");
        flow::settle(&self.app).await.expect("the stages run");
    }

    /// Presses a button on a page. Gives the status.
    pub async fn presses(&self, page: &str, button: &str) -> u16 {
        self.posts(page, "answer", &format!("button={button}")).await
    }

    /// Reports that a page was really seen.
    pub async fn sees(&self, page: &str) -> u16 {
        self.posts(page, "seen", "page=main").await
    }

    /// The backend goes down and comes back with what is on disk.
    pub async fn restarts(&mut self, seed: u64) {
        self.serving.ends().await;
        self.app = serving::open(&self.config, self.app.clock.clone(), seed).await;
        let listener = TcpListener::bind(self.config.listen).await.expect("the same port again");
        self.serving = serving::serve(&self.app, listener, &self.faults, &self.witness);
    }

    /// Somebody's agent is killed and started again with what it remembers.
    pub async fn restarts_agent(&mut self, who: usize) {
        let (backend, installation) = (self.backend(self.people[who].home.address()), self.installation());
        let host = self.people[who].agent.host().restarted();
        self.people[who].agent = Session::new(installation, backend, host, who as u64).expect("a memory");
        self.give(who, Event::Started).await;
    }

    /// Somebody takes the device to another address. The old home stays, and anything behind its doors.
    pub fn moves(&mut self, who: usize) -> Home {
        let new = self.new_home();
        self.goes_to(who, new)
    }

    /// Somebody takes the device to a home that there is already. Gives the one they leave.
    pub fn goes_to(&mut self, who: usize, home: Home) -> Home {
        self.people[who].agent.bind(Some(home.address().into())).expect("another address");
        std::mem::replace(&mut self.people[who].home, home)
    }

    /// Loses somebody's next call.
    pub fn loses(&self, who: usize, what: Lost) {
        self.faults.lose(IpAddr::from(self.people[who].home.address()), what);
    }

    /// Opens a page by its full address and keeps what opens it from then on, as a browser does. Gives where it is
    /// led to, or the same address if nothing is there.
    pub async fn opens(&self, page: &str) -> String {
        self.tries_to_open(page).await.expect("an answer")
    }

    /// Posts a form to a page. Gives the status, if there was an answer.
    pub async fn tries(&self, page: &str, what: &str, form: &str) -> Option<u16> {
        let page = self.tries_to_open(page).await?;
        let request = self.browser.post(format!("{page}/{what}")).body(form.to_owned());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.send().await.ok().map(|answer| answer.status().as_u16())
    }

    async fn tries_to_open(&self, page: &str) -> Option<String> {
        let url = reqwest::Url::parse(page).expect("an address");
        if !url.path().starts_with("/n/") {
            return Some(page.to_owned());
        }
        let answer = self.browser.get(url.clone()).send().await.ok()?;
        let onward = answer.headers().get("location").and_then(|onward| onward.to_str().ok());
        Some(onward.and_then(|onward| url.join(onward).ok()).unwrap_or(url).to_string())
    }

    async fn posts(&self, page: &str, what: &str, form: &str) -> u16 {
        self.tries(page, what, form).await.expect("an answer")
    }
}
