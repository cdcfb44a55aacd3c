// One seat: its messages, its buttons, its composer.

import { Problem, send, words } from "/static/room.js";

const NEAR_BOTTOM = 60; // px
const TOAST_SECONDS = 4;
const LONGEST_COMPOSER = 132; // px
const PICTURES = new Set(["image/png", "image/jpeg"]);

export class Seat {
  constructor(root) {
    this.root = root;
    this.name = root.dataset.seat;
    this.bot = root.dataset.bot;
    this.base = `/play/${root.dataset.bot}/${root.dataset.person}`;
    this.scroll = this.find(".scroll");
    this.list = this.find(".messages");
    this.form = this.find(".write");
    this.box = this.form.elements.text;
    this.state = { state: "starting", unread: 0, toast: "", commands: [], blocked: false };
    this.context = null; // {kind: "reply" | "edit", id}
    this.files = []; // to be sent with the next words
    this.inviteAsked = false;
    this.following = true;
    this.onSay = () => {};
    this.listen();
    this.restoreDraft();
    this.toBottom();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  get visible() {
    return this.root.offsetParent !== null;
  }

  get empty() {
    return this.list.children.length === 0;
  }

  // --- what the sandbox tells us

  update(news) {
    const { order, html, ...state } = news;
    const before = this.state;
    this.state = { ...state, known: true };
    this.draw(order, html);
    this.showState(before);
    this.showCommands();
    this.showKeys();
    this.showInvite();
    this.markRead();
  }

  /** Somebody sits down here, and looks. */
  shown() {
    if (this.following) this.toBottom();
    this.showInvite();
    this.markRead();
  }

  draw(order, html) {
    this.noticeReader();
    const here = new Map([...this.list.children].map((item) => [Number(item.dataset.id), item]));
    const newest = Math.max(0, ...here.keys());
    const kept = new Set(order);
    for (const [id, item] of here) if (!kept.has(id)) item.remove();
    order.forEach((id, place) => {
      const there = this.list.children[place] ?? null;
      const item = this.current(here.get(id), html[id]);
      if (item && item !== there && !item.isConnected) this.list.insertBefore(item, there);
    });
    this.find(".empty").hidden = !this.empty;
    if (this.following) this.toBottom();
    else if (order.at(-1) > newest) this.find(".newer").hidden = false;
  }

  /** The element that shows a message as it is now: the old one unless it has changed. */
  current(old, html) {
    const fresh = html && parse(html);
    if (!fresh || old?.dataset.rev === fresh.dataset.rev) return old;
    if (!old) return fresh;
    const controls = [...old.querySelectorAll("button, a")];
    const focused = controls.indexOf(document.activeElement);
    old.replaceWith(fresh);
    const again = [...fresh.querySelectorAll("button, a")][focused] ?? this.scroll;
    if (focused >= 0) again.focus({ preventScroll: true });
    return fresh;
  }

  showState(before) {
    const { state } = this;
    const line = this.find(".state");
    if (line.textContent !== state.state_text) line.textContent = state.state_text;
    line.dataset.state = state.state;
    this.root.dataset.state = state.state;
    for (const title of this.root.querySelectorAll("h2, h3")) title.textContent = state.title;
    this.find(".about").textContent = state.description;
    this.find(".blocked-note").hidden = !state.blocked;
    for (const button of this.root.querySelectorAll("[data-act=block], [data-act=unblock]")) {
      button.hidden = (button.dataset.act === "block") === state.blocked;
    }
    if (!state.waiting) this.list.querySelectorAll(".key.waiting").forEach((key) => key.classList.remove("waiting"));
    if (before.known && state.toast && state.toast !== before.toast) this.toast(state.toast, state.toast_alert);
  }

  toast(text, alert) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.classList.toggle("alert", alert);
    toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => (toast.hidden = true), TOAST_SECONDS * 1000 * (alert ? 2 : 1));
  }

  showCommands() {
    const menu = this.find(".commands");
    const key = JSON.stringify(this.state.commands);
    if (menu.dataset.key === key) return;
    menu.dataset.key = key;
    menu.replaceChildren(...this.state.commands.map(([command, description]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.say = `/${command}`;
      const name = document.createElement("b");
      name.textContent = `/${command}`;
      button.append(name, ` ${description}`);
      return button;
    }));
    this.find("[data-act=commands]").hidden = this.state.commands.length === 0;
  }

  /** The keyboard below the field; a key that asks for the own card sends it. */
  showKeys() {
    const keys = this.find(".keys");
    const key = JSON.stringify(this.state.keys);
    if (keys.dataset.key === key) return;
    keys.dataset.key = key;
    keys.hidden = !this.state.keys?.length;
    keys.replaceChildren(...(this.state.keys ?? []).map((row) => {
      const line = document.createElement("div");
      line.append(...row.map(([text, contact]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        if (contact) button.dataset.act = "contact";
        else button.dataset.say = text;
        return button;
      }));
      return line;
    }));
  }

  openCommands(open) {
    this.find(".commands").hidden = !open;
    this.find("[data-act=commands]").setAttribute("aria-expanded", String(open));
    if (open) this.find(".commands button").focus();
  }

  markRead() {
    if (!this.state.unread || !this.visible || document.hidden || !this.following) return;
    send("POST", `${this.base}/read`, {}).catch(() => {}); // the next change asks again
  }

  // --- the invitation code

  get inviteKey() {
    return `invite-${this.name}`;
  }

  async showInvite() {
    const panel = this.find(".invite");
    if (!panel) return;
    const code = sessionStorage.getItem(this.inviteKey);
    if (code && this.list.textContent.includes(code)) return this.dropInvite();
    if (code) {
      panel.querySelector("code").textContent = code;
      panel.hidden = false;
    } else if (this.visible && this.empty && this.state.state === "online" && !this.inviteAsked) {
      this.inviteAsked = true;
      await this.askInvite().catch(() => setTimeout(() => (this.inviteAsked = false), 3000));
    }
  }

  async askInvite() {
    const { code } = await send("POST", "/sandbox/invite", { seat: this.name });
    sessionStorage.setItem(this.inviteKey, code);
    this.showInvite();
  }

  dropInvite() {
    sessionStorage.removeItem(this.inviteKey);
    this.find(".invite").hidden = true;
  }

  forget() {
    this.inviteAsked = false;
    this.setContext(null);
    this.box.value = "";
    this.keepDraft();
    if (this.find(".invite")) this.dropInvite();
  }

  // --- what the person does

  listen() {
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("keydown", (event) => this.keyed(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.box.addEventListener("input", () => {
      this.keepDraft();
      this.problem("");
    });
    this.box.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (!files.length) return;
      event.preventDefault();
      this.attach(files);
    });
    this.form.elements.file.addEventListener("change", () => this.attach([...this.form.elements.file.files]));
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("load", () => this.following && this.toBottom(), true);
    new ResizeObserver(() => this.following && this.toBottom()).observe(this.scroll);
  }

  clicked(event) {
    const target = event.target.closest("button, a, .spoiler, .folded");
    if (!target) return;
    if (target.matches(".spoiler, .folded")) return reveal(target);
    const { say, press, act, jump, bot, start } = target.dataset;
    if (bot !== undefined && this.onDeepLink?.(bot, start)) return event.preventDefault();
    if (say !== undefined) return this.say(say);
    if (jump !== undefined) return this.jumpTo(jump);
    if (target.matches(".key:not(a)")) return this.press(target, press);
    if (target.matches(".newer")) return this.toBottom("smooth");
    if (act) this.act(act, target);
  }

  keyed(event) {
    if (event.target === this.box && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.openCommands(false);
      this.setContext(null);
      this.find(".menu").open = false;
      this.find(".toast").hidden = true;
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".spoiler, .folded")) {
      event.preventDefault();
      reveal(event.target);
    }
  }

  act(name, button) {
    const id = button.closest(".message")?.dataset.id;
    const acts = {
      commands: () => this.openCommands(this.find(".commands").hidden),
      contact: () => this.post("contact", {}),
      block: () => this.post("block", {}),
      unblock: () => this.post("unblock", {}),
      invite: () => this.askInvite().catch(() => this.problem(words.invite_failed)),
      fill: () => this.fill(sessionStorage.getItem(this.inviteKey) ?? ""),
      "drop-invite": () => this.dropInvite(),
      "drop-context": () => this.setContext(null),
      reply: () => this.setContext({ kind: "reply", id }),
      edit: () => this.setContext({ kind: "edit", id }),
    };
    button.closest(".menu")?.removeAttribute("open");
    acts[name]?.();
  }

  async submit() {
    const text = this.box.value;
    const files = this.files;
    if (!text.trim() && !files.length) return;
    const context = this.context;
    this.box.value = "";
    this.keepDraft();
    this.setContext(null);
    const sent = files.length ? await this.upload(files, text) : await this.post(...request(context, text));
    if (!sent) this.fill(text);
  }

  say(text) {
    this.openCommands(false);
    this.post("text", { text });
    this.box.focus({ preventScroll: true });
  }

  /** Pictures go as one album, as a Telegram client sends them; other files one by one. */
  async upload(files, caption) {
    const pictures = files.every((file) => PICTURES.has(file.type));
    if (pictures && files.length > 1) return this.post("album", parcel(files, caption));
    for (const [place, file] of files.entries()) {
      const kind = PICTURES.has(file.type) ? "photo" : "document";
      if (!(await this.post(kind, parcel([file], place ? "" : caption)))) return false;
    }
    return true;
  }

  async press(key, data) {
    if (data === undefined) return this.toast(words.deaf_button, false);
    key.classList.add("waiting");
    this.state.toast = "";
    const id = Number(key.closest(".message").dataset.id);
    if (!(await this.post("press", { message_id: id, data }, false))) key.classList.remove("waiting");
  }

  async post(what, body, follow = true) {
    if (follow) this.following = true;
    try {
      await send("POST", `${this.base}/${what}`, body);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem(error.message);
      return false;
    }
    this.problem("");
    return true;
  }

  problem(text) {
    const line = this.find(".problem");
    line.textContent = text;
    line.hidden = !text;
  }

  fill(text) {
    this.box.value = text;
    this.keepDraft();
    this.box.focus();
  }

  // --- reply, edit, attachment: the line above the composer

  setContext(context) {
    this.context = context;
    this.setFiles([]);
    const source = context && this.list.querySelector(`[data-id="${context.id}"]`);
    const text = source?.querySelector(".text")?.innerText ?? words.photo;
    this.contextLine(context ? `${context.kind === "edit" ? words.editing : words.replying}: ${text}` : "");
    if (context?.kind === "edit") this.fill(text);
    if (context) this.box.focus();
  }

  attach(files) {
    this.setContext(null);
    if (!files.length) return;
    this.setFiles(files);
    this.contextLine(`${words.attached}: ${files.map((file) => file.name).join(", ")}`);
    this.box.focus();
  }

  setFiles(files) {
    this.files = files;
    if (!files.length) this.form.elements.file.value = "";
  }

  contextLine(text) {
    this.find(".context-text").textContent = text;
    this.find(".context").hidden = !text;
  }

  // --- drafts and scrolling

  keepDraft() {
    sessionStorage.setItem(`draft-${this.name}`, this.box.value);
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, LONGEST_COMPOSER)}px`;
  }

  restoreDraft() {
    this.box.value = sessionStorage.getItem(`draft-${this.name}`) ?? "";
    if (this.box.value) this.keepDraft();
  }

  get below() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight;
  }

  /** A reader may have scrolled up just now, before the browser has told us. */
  noticeReader() {
    const movedUp = this.scroll.scrollTop < this.lastTop - NEAR_BOTTOM;
    if (movedUp && this.below >= NEAR_BOTTOM) this.following = false;
  }

  scrolled() {
    this.following = this.below < NEAR_BOTTOM;
    this.lastTop = this.scroll.scrollTop;
    if (!this.following) return;
    this.find(".newer").hidden = true;
    this.markRead();
  }

  toBottom(behavior = "instant") {
    this.following = true;
    this.find(".newer").hidden = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior });
    this.lastTop = this.scroll.scrollTop;
  }

  jumpTo(id) {
    const item = this.list.querySelector(`[data-id="${id}"]`);
    item?.scrollIntoView({ block: "center", behavior: "smooth" });
    item?.classList.add("found");
    setTimeout(() => item?.classList.remove("found"), 1600);
  }
}

function request(context, text) {
  if (context?.kind === "edit") return ["edit", { message_id: Number(context.id), text }];
  if (context?.kind === "reply") return ["text", { text, reply_to: Number(context.id) }];
  return ["text", { text }];
}

function parcel(files, caption) {
  const form = new FormData();
  form.append("caption", caption);
  for (const file of files) form.append("file", file, file.name);
  return form;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

function reveal(element) {
  const open = element.classList.toggle("open");
  element.setAttribute("aria-expanded", String(open));
}
