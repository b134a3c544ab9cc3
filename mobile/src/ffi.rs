//! What the phone's own language calls without opening the app: one pass in the background.

use std::path::PathBuf;

use akabeko_agent_app::pass::{Waking, pass};
use anyhow::{Context, Result};

#[cfg(target_os = "android")]
mod android;
#[cfg(target_os = "ios")]
mod apple;

/// Makes the pass, and tells as JSON what is to be done about the system's messages.
fn passed(folder: String, proof: Option<String>, uplink: Option<String>) -> String {
    try_to_pass(folder, proof, uplink).unwrap_or_else(|error| {
        tracing::warn!("failed to {error:#}");
        String::from("{}")
    })
}

fn try_to_pass(folder: String, proof: Option<String>, uplink: Option<String>) -> Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let language = akabeko_agent_app::tongue::of_the_system();
    let waking = Waking { folder: PathBuf::from(folder), proof, uplink, language };
    let passed = runtime.context("start the runtime")?.block_on(pass(waking))?;
    serde_json::to_string(&passed).context("tell what to say")
}
