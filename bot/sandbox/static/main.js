// The page as a whole: live news, tabs, dialogs.

import { restartClock, startClock } from "/static/clock.js";
import { announce, send, words } from "/static/room.js";
import { Seat } from "/static/seat.js";

const seats = new Map([...document.querySelectorAll(".seat")].map((root) => [root.dataset.seat, new Seat(root)]));
let resetting = false;

// --- news from the sandbox; EventSource connects again by itself

const news = new EventSource("/events");
news.addEventListener("seat", (event) => {
  const changes = JSON.parse(event.data);
  seats.get(changes.seat).update(changes);
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

// --- sides, chairs and unread marks

const sideTabs = [...document.querySelectorAll("[role=tab][data-side]")];
const chairs = [...document.querySelectorAll("[role=tab][data-seat]")];

function take(name, focus = false) {
  const seat = seats.get(name);
  const side = seat.bot;
  document.body.dataset.side = side;
  select(sideTabs, (tab) => tab.dataset.side === side);
  for (const other of seats.values()) if (other.bot === side) other.root.hidden = other !== seat;
  const beside = chairs.filter((chair) => seats.get(chair.dataset.seat).bot === side);
  select(beside, (chair) => chair.dataset.seat === name, focus);
  seat.shown();
}

function select(tabs, isChosen, focus = false) {
  for (const tab of tabs) {
    const chosen = isChosen(tab);
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen && focus) tab.focus();
  }
}

/** The seat of a side that is taken at this moment. */
function taken(side) {
  return chairs.find((chair) => seats.get(chair.dataset.seat).bot === side && chair.ariaSelected === "true").dataset.seat;
}

function showUnread() {
  const unread = (side) => sum([...seats.values()].filter((seat) => !side || seat.bot === side));
  for (const tab of sideTabs) mark(tab, unread(tab.dataset.side));
  for (const chair of chairs) mark(chair, seats.get(chair.dataset.seat).state.unread);
  document.title = unread() ? `(${unread()}) ${words.title}` : words.title;
}

function sum(some) {
  return some.reduce((all, seat) => all + seat.state.unread, 0);
}

function mark(tab, unread) {
  const badge = tab.querySelector(".badge");
  badge.textContent = unread > 99 ? "99+" : unread;
  badge.hidden = unread === 0;
  badge.setAttribute("aria-label", `${unread} ${words.unread}`);
}

function listen(tabs, choose) {
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) choose(tabs.at((place + step) % tabs.length), true);
    });
  });
}

listen(sideTabs, (tab) => {
  take(taken(tab.dataset.side));
  tab.focus();
});
for (const { dataset } of sideTabs) {
  const beside = chairs.filter((chair) => seats.get(chair.dataset.seat).bot === dataset.side);
  listen(beside, (chair, focus) => take(chair.dataset.seat, focus));
}
document.addEventListener("visibilitychange", () => seats.forEach((seat) => seat.markRead()));
addEventListener("resize", () => seats.forEach((seat) => seat.markRead()));

// A link such as t.me/<one of our bots>?start=… presses Start here instead of leaving the page.
for (const seat of seats.values()) {
  seat.onDeepLink = (username, start) => {
    const there = thereAt(seat, username);
    if (!there) return false;
    take(there.name);
    there.say(`/start ${start}`.trim());
    return true;
  };
}

/** A link to one's own bot stays on the seat; another bot's leads to whom its side shows. */
function thereAt(seat, username) {
  if (seat.root.dataset.username === username) return seat;
  const other = [...seats.values()].find((each) => each.root.dataset.username === username);
  return other && seats.get(taken(other.bot));
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
