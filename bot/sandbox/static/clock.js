// The business clock: shown, moved forward, never back.

import { announce, language, send, words } from "/static/room.js";

const RETRY_SECONDS = 3; // while the bots are starting
const AGREE_SECONDS = 30; // afterwards: agree with the bots again
const WATCH_SECONDS = 1; // during a jump

const panel = document.querySelector(".clock");
const face = panel.querySelector(".clock-now");
const picker = document.getElementById("pick");
let known = null; // {at: ms of the business clock as if it were UTC, offset: "+08:00", since: ms}
let jumping = false;
let alive = false; // has ever answered

export function startClock() {
  for (const button of panel.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => jump({ by_seconds: Number(button.dataset.by) }));
  }
  panel.querySelector("[data-act=pick]").addEventListener("click", () => openPicker(""));
  panel.querySelector(".clock-open").addEventListener("click", () => openTools(!panel.classList.contains("open")));
  picker.addEventListener("close", picked);
  agree();
  setInterval(show, 1000);
}

/** Forget the time: the bots are starting anew. */
export function restartClock() {
  known = null;
  alive = false;
  show();
}

async function agree() {
  await read();
  setTimeout(agree, 1000 * (jumping ? WATCH_SECONDS : known ? AGREE_SECONDS : RETRY_SECONDS));
}

async function read() {
  try {
    take(await send("GET", "/sandbox/clock"));
  } catch {
    if (!jumping) known = null;
  }
  show();
}

function take(answer) {
  const parts = /^(.{16})(?::[\d.]+)?(Z|[+-]\d\d:\d\d)$/.exec(answer.now);
  if (!parts) return;
  const seconds = Number(/^.{16}:(\d\d)/.exec(answer.now)?.[1] ?? 0);
  known = { at: Date.parse(`${parts[1]}:00Z`) + seconds * 1000, offset: parts[2], since: performance.now() };
  alive = true;
}

function now() {
  return new Date(known.at + (performance.now() - known.since));
}

function show() {
  panel.classList.toggle("unknown", !known);
  const text = known ? spoken(now()) : alive ? words.clock_gone : words.clock_waiting;
  if (face.textContent !== text) face.textContent = text;
  for (const control of panel.querySelectorAll(".jumps button, select")) control.disabled = jumping || !known;
}

function spoken(date) {
  const weekday = words.weekdays.split(" ")[(date.getUTCDay() + 6) % 7];
  const time = date.toISOString().slice(11, 16);
  if (language === "en") return `${weekday}, ${date.toISOString().slice(0, 10)} ${time}`;
  return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日（${weekday}）${time}`;
}

async function jump(where) {
  if (jumping) return;
  jumping = true;
  panel.classList.add("busy");
  announce("notice", words.moving);
  show();
  const watching = setInterval(read, WATCH_SECONDS * 1000);
  try {
    take(await send("POST", "/sandbox/clock", { ...where, mode: panel.querySelector("select").value }));
    announce("notice", `${words.moved} ${spoken(now())}`, 5);
    openTools(false);
  } catch (error) {
    announce("notice", where.to ? "" : error.message, 12);
    if (where.to) openPicker(error.message);
  } finally {
    clearInterval(watching);
    jumping = false;
    panel.classList.remove("busy");
    show();
  }
}

function openTools(open) {
  panel.classList.toggle("open", open);
  panel.querySelector(".clock-open").setAttribute("aria-expanded", String(open));
}

function openPicker(problem) {
  const field = picker.querySelector("input");
  if (!problem && known) field.value = now().toISOString().slice(0, 16);
  const line = picker.querySelector(".problem");
  line.textContent = problem;
  line.hidden = !problem;
  picker.returnValue = "";
  picker.showModal();
}

function picked() {
  if (picker.returnValue !== "go") return;
  const value = picker.querySelector("input").value;
  if (!value) return openPicker(words.pick_empty);
  jump({ to: `${value.slice(0, 16)}:00${known?.offset ?? "+08:00"}` });
}
