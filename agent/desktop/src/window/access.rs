//! Who may call: the app's own windows, by the real capability files; nobody else.

use std::sync::Arc;

use akabeko_agent_app::command::handler;
use akabeko_agent_app::{Panel, Wish, Wishes};
use akabeko_shared::view::{Ask, Waking};
use akabeko_shared::{Language, Platform};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Every command that a window could try: the app's own and those of Tauri that reach the system.
const COMMANDS: [&str; 8] = [
    "view",
    "ask",
    "plugin:window|close",
    "plugin:event|listen",
    "plugin:event|emit",
    "plugin:app|version",
    "plugin:webview|create_webview_window",
    "plugin:updater|check",
];

fn app() -> (App<MockRuntime>, Wishes) {
    let (panel, wishes) = Panel::new(Language::En, Platform::Desktop, Waking::Always);
    let builder = mock_builder().manage(Arc::new(panel)).invoke_handler(handler());
    (builder.build(super::context()).unwrap(), wishes)
}

fn call(window: &WebviewWindow<MockRuntime>, from: &str, command: &str) -> Result<(), String> {
    let body = serde_json::json!({ "ask": { "ask": "dismiss" }, "label": window.label(), "event": "view" });
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
    for command in COMMANDS {
        for from in ["https://akabeko.example/n/abc", "https://evil.example/", "tauri://localhost/index.html"]
        {
            let refused = call(&page, from, command);
            assert!(refused.is_err(), "{command} was allowed to a page at {from}");
        }
    }
    assert!(wishes.try_recv().is_err());
}

#[test]
fn not_even_a_window_of_the_app_that_was_led_elsewhere() {
    let (app, mut wishes) = app();
    let popup = WebviewWindowBuilder::new(&app, "popup", WebviewUrl::default()).build().unwrap();
    for command in COMMANDS {
        assert!(call(&popup, "https://akabeko.example/", command).is_err(), "{command} was allowed");
    }
    assert!(wishes.try_recv().is_err());
}

#[test]
fn the_windows_of_the_app_see_and_ask() {
    let (app, mut wishes) = app();
    for label in ["welcome", "popup", "settings"] {
        let window = WebviewWindowBuilder::new(&app, label, WebviewUrl::default()).build().unwrap();
        assert_eq!(call(&window, "tauri://localhost/index.html", "view"), Ok(()));
        assert_eq!(call(&window, "tauri://localhost/index.html", "ask"), Ok(()));
        assert!(matches!(wishes.try_recv(), Ok(Wish::Ask(Ask::Dismiss))));
        for command in ["plugin:app|version", "plugin:webview|create_webview_window", "plugin:updater|check"]
        {
            assert!(call(&window, "tauri://localhost/index.html", command).is_err(), "{label} may {command}");
        }
    }
}
