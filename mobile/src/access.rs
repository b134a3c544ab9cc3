//! Who may call: the app's own screen, by the real capability file; nobody else.

use std::sync::Arc;

use akabeko_agent_app::command::handler;
use akabeko_agent_app::{Panel, Wish, Wishes};
use akabeko_shared::view::{Ask, Waking};
use akabeko_shared::{Language, Platform};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Everything that a page could try: the app's own commands, those of the phone's plugin, and Tauri's.
const COMMANDS: [&str; 8] = [
    "view",
    "ask",
    "plugin:device|readSecret",
    "plugin:device|openPage",
    "plugin:event|listen",
    "plugin:event|emit",
    "plugin:app|version",
    "plugin:webview|create_webview_window",
];

fn app() -> (App<MockRuntime>, Wishes) {
    let (panel, wishes) = Panel::new(Language::En, Platform::Mobile, Waking::Opened);
    let builder = mock_builder().manage(Arc::new(panel)).invoke_handler(handler());
    (builder.build(super::context()).unwrap(), wishes)
}

fn call(window: &WebviewWindow<MockRuntime>, from: &str, command: &str) -> Result<(), String> {
    let body = serde_json::json!({ "ask": { "ask": "dismiss" }, "event": "view" });
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: from.parse().unwrap(),
        body: InvokeBody::Json(body),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(drop).map_err(|error| error.to_string())
}

#[test]
fn a_page_from_afar_may_call_nothing() {
    let (app, mut wishes) = app();
    let url = WebviewUrl::External("https://akabeko.example/n/abc".parse().unwrap());
    let page = WebviewWindowBuilder::new(&app, "page-1", url).build().unwrap();
    let screen = WebviewWindowBuilder::new(&app, "phone", WebviewUrl::default()).build().unwrap();
    for command in COMMANDS {
        for from in ["https://akabeko.example/n/abc", "tauri://localhost/index.html"] {
            assert!(call(&page, from, command).is_err(), "{command} was allowed to a page at {from}");
        }
        let led_away = call(&screen, "https://akabeko.example/", command);
        assert!(led_away.is_err(), "{command} was allowed to a screen that was led elsewhere");
    }
    assert!(wishes.try_recv().is_err());
}

#[test]
fn the_screen_sees_and_asks_and_nothing_else() {
    let (app, mut wishes) = app();
    let screen = WebviewWindowBuilder::new(&app, "phone", WebviewUrl::default()).build().unwrap();
    let may = |command| call(&screen, "tauri://localhost/index.html", command);
    assert_eq!((may("view"), may("ask")), (Ok(()), Ok(())));
    assert!(matches!(wishes.try_recv(), Ok(Wish::Ask(Ask::Dismiss))));
    for command in COMMANDS.iter().filter(|command| !["view", "ask", "plugin:event|listen"].contains(command))
    {
        assert!(may(command).is_err(), "the screen may {command}");
    }
}
