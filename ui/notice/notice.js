// Reports that the page was really looked at, and waits for a scan. The page works without it.
"use strict";

const { path, page } = document.body.dataset;
const LOOKED_AT = 2000;
const ENGAGED_BY = ["pointerdown", "keydown", "wheel", "touchmove"];

if (path) {
  afterBeingVisible(LOOKED_AT, () => report({ page }));
  afterBeingUsed(() => report({ page, engaged: true }));
  const rescan = document.getElementById("rescan");
  if (rescan?.dataset.mood === "due") {
    waitFor(`${path}/scan/${rescan.dataset.scan}`, 1000);
  }
}

function report(what) {
  const body = new URLSearchParams(what);
  fetch(`${path}/seen`, { method: "POST", body, keepalive: true }).catch(() => {});
}

// Whoever reads on, turns to a part or presses something does more than look.
function afterBeingUsed(then) {
  const used = (event) => {
    if (event.isTrusted) {
      ENGAGED_BY.forEach((kind) => removeEventListener(kind, used));
      then();
    }
  };
  ENGAGED_BY.forEach((kind) => addEventListener(kind, used, { passive: true }));
}

// A page that is prepared in the background or lies in another tab is seen by nobody.
function afterBeingVisible(time, then) {
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (!document.prerendering && document.visibilityState === "visible") {
      timer = setTimeout(finish, time);
    }
  };
  const finish = () => {
    document.removeEventListener("visibilitychange", look);
    document.removeEventListener("prerenderingchange", look);
    then();
  };
  document.addEventListener("visibilitychange", look);
  document.addEventListener("prerenderingchange", look);
  look();
}

// Asks every second at first, then more and more seldom, up to ten.
async function waitFor(address, pause) {
  await new Promise((wake) => setTimeout(wake, pause));
  const state = document.hidden ? "due" : await stateOf(address);
  if (state === "due") {
    return waitFor(address, document.hidden ? pause : Math.min(pause * 1.2, 10000));
  }
  location.reload();
}

async function stateOf(address) {
  try {
    const reply = await fetch(address, { headers: { accept: "application/json" } });
    // A page that may not be seen any more says how to open it again.
    return reply.ok ? (await reply.json()).state : reply.status === 404 ? "lost" : "due";
  } catch {
    return "due";
  }
}
