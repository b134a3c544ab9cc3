//! A notification page that was taken over by somebody: what it may do to the app, which is nothing.

use akabeko_tests::desktop::until;
use akabeko_tests::desktop::windows::Window;
use serde_json::{Value, json};

use crate::household::Household;

/// Every command of the app, and those of Tauri and of the plugins that reach anything.
const COMMANDS: &[&str] = &[
    "view",
    "ask",
    "plugin:app|version",
    "plugin:app|name",
    "plugin:app|app_hide",
    "plugin:autostart|disable",
    "plugin:autostart|enable",
    "plugin:autostart|is_enabled",
    "plugin:deep-link|get_current",
    "plugin:deep-link|register",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:event|listen",
    "plugin:event|unlisten",
    "plugin:image|from_bytes",
    "plugin:menu|new",
    "plugin:opener|open_path",
    "plugin:opener|open_url",
    "plugin:path|resolve_directory",
    "plugin:resources|close",
    "plugin:tray|get_by_id",
    "plugin:tray|new",
    "plugin:tray|set_icon",
    "plugin:updater|check",
    "plugin:updater|install",
    "plugin:webview|create_webview",
    "plugin:webview|create_webview_window",
    "plugin:webview|get_all_webviews",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:window|get_all_windows",
    "plugin:window|set_title",
    "plugin:window|start_dragging",
];

/// Tries every command and gives how each ended. In a frame the way is the one of the page around it.
const TRY: &str = r#"
const [commands, done] = arguments;
const way = window.__TAURI_INTERNALS__ ?? window.parent.__TAURI_INTERNALS__;
const wishes = { ask: { ask: "withdraw" }, label: "popup", event: "view", handler: 0, payload: null };
const outcome = (command) => {
  const late = new Promise((_, fail) => setTimeout(() => fail("no answer"), 3000));
  const call = Promise.resolve().then(() => way.invoke(command, wishes));
  return Promise.race([call, late]).then((value) => ({ command, value }), (error) => ({ command, error: String(error) }));
};
Promise.all(commands.map(outcome)).then(done);
"#;

/// The page, and a frame in it, try everything.
pub(crate) async fn may_call_nothing(page: &Window<'_>) {
    assert_refused(&page.run_until_done(TRY, &[json!(COMMANDS)]).await.unwrap());
    page.run("document.body.append(document.createElement('iframe'))", &[]).await.unwrap();
    assert_refused(&page.run_in_frame(TRY, &[json!(COMMANDS)]).await.unwrap());
    page.run("document.querySelector('iframe').remove()", &[]).await.unwrap();
}

fn assert_refused(outcomes: &Value) {
    let outcomes = outcomes.as_array().expect("outcomes");
    assert_eq!(outcomes.len(), COMMANDS.len());
    for outcome in outcomes {
        let error = outcome["error"].as_str().unwrap_or_default();
        assert!(error.contains("not allowed"), "{outcome}");
    }
}

/// A link on the page to anywhere else opens the browser, and the page stays.
pub(crate) async fn leads_nowhere_else(page: &Window<'_>, home: &Household) {
    let here = page.address().await.unwrap();
    let elsewhere = home.service.url().replace("127.0.0.1", "localhost");
    for (number, target) in [(1, "_self"), (2, "_blank")] {
        let link = format!("{elsewhere}/elsewhere-{number}");
        page.run(LINK, &[json!(link), json!(target)]).await.unwrap();
        page.press("a way out").await.unwrap();
        let opened = async || home.session.opened_in_browser().contains(&link).then_some(());
        until(&format!("the browser is asked for {link}"), opened).await;
        assert_eq!(page.address().await.unwrap(), here);
    }
    assert_eq!(home.session.opened_in_browser().len(), 2);
}

const LINK: &str = r#"
const [address, target] = arguments;
document.getElementById("way-out")?.remove();
const link = document.createElement("a");
Object.assign(link, { id: "way-out", href: address, target, textContent: "a way out" });
document.querySelector("main").prepend(link);
"#;
