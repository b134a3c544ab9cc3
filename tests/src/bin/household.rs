//! A backend and a home beside it, for tests in a browser that are not written in Rust: a line in says what happens, and
//! a line of JSON out says that it did. Ends with its input.
#![expect(clippy::print_stdout, reason = "whoever started it reads what it prints")]

use std::io::stdin;

use akabeko_shared::Port;
use akabeko_shared::wire::PushSubscription;
use akabeko_tests::patience::until;
use akabeko_tests::push::PushService;
use akabeko_tests::service::Service;
use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use serde_json::{Value, json};

const TELNET: Port = Port::tcp(23);

/// The home and its backend, and the push service that its browser subscribes to.
struct Household {
    service: Service,
    pushes: PushService,
    subscription: Option<PushSubscription>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut service = Service::start().await?;
    service.opens(TELNET).await;
    let pushes = PushService::of(&service.app.clock).await;
    println!("{}", json!({ "url": service.url() }));
    let mut household = Household { service, pushes, subscription: None };
    for line in stdin().lines() {
        println!("{}", happens(&mut household, line?.trim()).await?);
    }
    Ok(())
}

/// Lets something happen.
async fn happens(household: &mut Household, what: &str) -> Result<Value> {
    let Household { service, pushes, subscription } = household;
    match what.split_once(' ').unwrap_or((what, "")) {
        ("invite", "") => {
            let invitation = service.invites().await;
            Ok(json!({ "link": invitation.to_string(), "code": invitation.code }))
        }
        // Somebody joined; a month passes in which the door was open, and the backend begins to work.
        ("month", "") => {
            let agent = service.agent().await;
            service.hears_from(agent, Timestamp::UNIX_EPOCH).await;
            service.has_seen_open(agent, 30, &[TELNET]).await;
            service.works();
            service.has_scanned(agent).await;
            Ok(json!({ "agent": agent }))
        }
        ("campaign", name) if !name.is_empty() => {
            service.sends_campaign(name, &[TELNET]).await;
            Ok(json!({}))
        }
        ("close", "") => {
            service.home.close(TELNET).await;
            Ok(json!({}))
        }
        ("subscribe", key) if !key.is_empty() => {
            let subscribed = pushes.subscribes(key);
            Ok(serde_json::to_value(subscription.insert(subscribed))?)
        }
        // The push service got a message, believed who sent it, and read it with the browser's key.
        ("push", "") => {
            let subscription = subscription.as_ref().context("find a subscription")?;
            let message = until("a push comes", async || pushes.messages(subscription).pop()).await;
            ensure!(pushes.refused().is_empty(), "believe every push: {:?}", pushes.refused());
            Ok(json!({ "words": message.words }))
        }
        ("tell", "") => Ok(told(service).await),
        _ => bail!("understand {what:?}"),
    }
}

/// What is kept of the agents and of what their people did.
async fn told(service: &Service) -> Value {
    let dataset = service.dataset().await;
    json!({
        "platforms": dataset.agents.iter().map(|agent| agent.platform.word()).collect::<Vec<_>>(),
        "visits": dataset.visits.iter().map(|visit| visit.device.word()).collect::<Vec<_>>(),
        "answers": dataset.answers.iter().map(|answer| answer.button.to_string()).collect::<Vec<_>>(),
        "observations": dataset.observations.len(),
    })
}
