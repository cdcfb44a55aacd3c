// The page as a whole: live news, tabs, dialogs.

import { restartClock, startClock } from "/static/clock.js";
import { announce, send, words } from "/static/room.js";
import { Seat } from "/static/seat.js";

const seats = new Map([...document.querySelectorAll(".seat")].map((root) => [root.dataset.bot, new Seat(root)]));
const tabs = [...document.querySelectorAll("[role=tab]")];
let resetting = false;

// --- news from the sandbox; EventSource connects again by itself

const news = new EventSource("/events");
news.addEventListener("seat", (event) => {
  const changes = JSON.parse(event.data);
  seats.get(changes.bot).update(changes);
  showUnread();
});
news.addEventListener("child", (event) => showChild(JSON.parse(event.data)));
let lost;
news.addEventListener("open", () => {
  clearTimeout(lost);
  lost = undefined;
  document.body.classList.remove("offline");
});
news.addEventListener("error", () => {
  lost ??= setTimeout(() => document.body.classList.add("offline"), 1500);
});

function showChild({ state, exit_code: code }) {
  const stopped = state === "stopped" && !resetting;
  announce("alarm", stopped ? `${words.child_stopped} (${words.exit_code} ${code ?? "?"})` : "");
}

// --- tabs and unread marks

function choose(bot, focus = false) {
  document.body.dataset.seat = bot;
  for (const tab of tabs) {
    const chosen = tab.dataset.bot === bot;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen && focus) tab.focus();
  }
  const seat = seats.get(bot);
  if (seat.following) seat.toBottom();
  seat.markRead();
}

function showUnread() {
  let all = 0;
  for (const tab of tabs) {
    const { unread } = seats.get(tab.dataset.bot).state;
    const badge = tab.querySelector(".badge");
    badge.textContent = unread > 99 ? "99+" : unread;
    badge.hidden = unread === 0;
    badge.setAttribute("aria-label", `${unread} ${words.unread}`);
    all += unread;
  }
  document.title = all ? `(${all}) ${words.title}` : words.title;
}

tabs.forEach((tab, place) => {
  tab.addEventListener("click", () => choose(tab.dataset.bot));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(tabs.at((place + step) % tabs.length).dataset.bot, true);
  });
});
document.addEventListener("visibilitychange", () => seats.forEach((seat) => seat.markRead()));
addEventListener("resize", () => seats.forEach((seat) => seat.markRead()));

// A link such as t.me/<one of our bots>?start=… presses Start here instead of leaving the page.
for (const seat of seats.values()) {
  seat.onDeepLink = (username, start) => {
    const there = [...seats.values()].find((other) => other.root.dataset.username === username);
    if (!there) return false;
    choose(there.bot);
    there.say(`/start ${start}`.trim());
    return true;
  };
}

// --- dialogs

const how = document.getElementById("how");
const reset = document.getElementById("reset");
document.querySelector("[data-act=how]").addEventListener("click", () => how.showModal());
document.querySelector("[data-act=reset]").addEventListener("click", () => {
  reset.returnValue = "";
  reset.showModal();
});
reset.addEventListener("close", () => reset.returnValue === "yes" && startOver());
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(""));
}
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

async function startOver() {
  resetting = true;
  announce("alarm", "");
  for (const seat of seats.values()) seat.forget();
  restartClock();
  try {
    await send("POST", "/reset", {});
  } catch {
    announce("alarm", words.reset_failed);
  } finally {
    resetting = false;
  }
}

startClock();
