// What a stranger runs in a notification page of theirs, and in a frame of it. Tells their server what came of it.
"use strict";

(async () => {
  const COMMANDS = `view ask
    plugin:app|version plugin:app|name plugin:app|app_hide
    plugin:autostart|enable plugin:autostart|disable plugin:autostart|is_enabled
    plugin:deep-link|get_current plugin:deep-link|register
    plugin:event|emit plugin:event|emit_to plugin:event|listen plugin:event|unlisten
    plugin:image|from_bytes plugin:menu|new
    plugin:opener|open_path plugin:opener|open_url
    plugin:path|resolve_directory plugin:resources|close
    plugin:tray|get_by_id plugin:tray|new plugin:tray|set_icon
    plugin:updater|check plugin:updater|install
    plugin:webview|create_webview plugin:webview|create_webview_window plugin:webview|get_all_webviews
    plugin:window|close plugin:window|create plugin:window|get_all_windows plugin:window|set_title`.split(/\s+/);
  const isFrame = window !== window.top;
  const way = window.__TAURI_INTERNALS__ ?? window.parent.__TAURI_INTERNALS__;
  const wishes = { ask: { ask: "withdraw" }, label: "popup", event: "view", handler: 0, payload: null };

  const report = (what) =>
    fetch("/takeover", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(what),
    });
  const outcome = async (command) => {
    const late = new Promise((_, fail) => setTimeout(() => fail("no answer"), 10000));
    try {
      return { command, value: (await Promise.race([way.invoke(command, wishes), late])) ?? null };
    } catch (error) {
      return { command, error: String(error) };
    }
  };

  await report({ from: isFrame ? "frame" : "page", outcomes: await Promise.all(COMMANDS.map(outcome)) });
  if (isFrame) {
    return;
  }
  const frame = document.createElement("iframe");
  frame.src = "/takeover/frame";
  document.body.append(frame);

  const elsewhere = location.origin.replace("127.0.0.1", "localhost") + "/elsewhere-";
  const link = document.createElement("a");
  link.href = `${elsewhere}link`;
  document.body.append(link);
  link.click();
  await new Promise((wake) => setTimeout(wake, 500));
  location.href = `${elsewhere}script`;
  await new Promise((wake) => setTimeout(wake, 500));
  window.open(`${elsewhere}window`);
  await report({ from: "later", address: location.href });
})();
