//! The operator of the demo: writes a campaign down, looks at web ports, says go.

use std::sync::Arc;

use akabeko_core::campaign::Campaign;
use akabeko_core::plan::{A_WORD_HOLDS, Left, WebVerdict};
use anyhow::Context;
use jiff::Timestamp;

use crate::app::App;
use crate::flow;

/// The campaign: the ports of the paper's experiments 2 and 3, half of the selected told at once.
const CAMPAIGN: &str = r#"
campaign = "may"
platforms = ["desktop", "mobile"]
ports = ["tcp/21", "tcp/22", "tcp/23", "tcp/80", "tcp/443", "tcp/445", "tcp/8080", "udp/53", "udp/123", "udp/1900"]
from = "2026-04-01"
until = "2026-04-30"
time_zone = "Asia/Tokyo"
waiting_share = 0.5
waiting_weeks = 5
seed = 2026
"#;

/// Does all an operator does for a campaign.
pub(super) async fn send_campaign(app: &Arc<App>) -> anyhow::Result<()> {
    let campaign = Campaign::parse(CAMPAIGN).context("failed to read the demo's campaign")?;
    app.store.create_campaign(&campaign, app.clock.now()).await?;
    review_web_ports(app, &campaign).await?;
    app.store.send_campaign(&campaign.campaign, app.clock.now()).await?;
    flow::settle(app).await
}

/// Decides by what the port said, as a person would who sees the page: a login is not meant for the public.
async fn review_web_ports(app: &Arc<App>, campaign: &Campaign) -> anyhow::Result<()> {
    let now = app.clock.now();
    for (agent, port, left) in flow::select::preview(app, campaign).await?.left {
        if left == Left::Held {
            let said = app.store.sighting(agent, port, Timestamp::UNIX_EPOCH).await?.said.unwrap_or_default();
            let asks_for_a_login = String::from_utf8_lossy(&said).contains("login");
            let verdict = if asks_for_a_login { WebVerdict::Private } else { WebVerdict::Public };
            let holds_until = now + A_WORD_HOLDS;
            app.store.judge_web_port((agent, port), verdict, "demo operator", now, holds_until).await?;
        }
    }
    Ok(())
}
