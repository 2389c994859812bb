"use strict";
// The page of the playground. Whatever people or the bot write is only ever set as text, never as HTML.

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const DAYS = "日一二三四五六";
const PLATFORM = { qq: "QQ", wechat: "微信" };
const LARGEST_PHOTO = 1.5 * 1024 * 1024;
const LONGEST_SIDE = 1600;

const world = { chats: new Map(), people: new Map(), messages: new Map(), lines: { qq: true, wechat: true }, ahead: 0, line: null, ready: false };
const me = { who: "zhou", chat: "volunteers", quote: null, photo: null, armed: null };
const kept = { seen: {}, done: [], start: null };

/* ---------- small things ---------- */

function el(tag, about = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(about)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") made.textContent = value;
    else if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function icon(name, kind = "") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  if (kind) svg.setAttribute("class", kind);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

function remember() {
  try {
    localStorage.setItem("xiaohongmao-demo", JSON.stringify({ who: me.who, chat: me.chat, ...kept }));
  } catch { /* a private window keeps nothing; the page works without */ }
}

function recallKept() {
  try {
    const { who, chat, seen, done, start } = JSON.parse(localStorage.getItem("xiaohongmao-demo") || "{}");
    Object.assign(me, who && chat ? { who, chat } : {});
    Object.assign(kept, { seen: seen || {}, done: done || [], start: start || null });
  } catch { /* unreadable: begin afresh */ }
}

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 2600 + text.length * 80);
}

/* ---------- time: wall clocks of Shanghai, reckoned as if they were UTC ---------- */

const wall = (text) => new Date(`${text}Z`);
const now = () => new Date(Date.now() + world.ahead);
const setNow = (text) => { world.ahead = wall(text) - Date.now(); tellTime(); };
const two = (number) => String(number).padStart(2, "0");
const clockText = (date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
const dayText = (date) => `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
const isoText = (date) => date.toISOString().slice(0, 19);
const weekday = (date) => `星期${DAYS[date.getUTCDay()]}`;
const onDay = (date, days, hour = 0, minute = 0) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days, hour, minute));

function tellTime() {
  const date = now();
  $("chip-day").textContent = dayText(date);
  $("chip-time").textContent = clockText(date);
  $("clock-face").textContent = `${dayText(date)} ${weekday(date)} ${clockText(date)}`;
  $("evening").textContent = date.getUTCHours() < 19 ? "到今晚 19:00" : "到明晚 19:00";
}

/* ---------- people and chats ---------- */

const person = (key) => world.people.get(key);
const chat = (key = me.chat) => world.chats.get(key);
const nameOf = (key) => (key === "bot" ? "小红帽" : key === "all" ? "全体成员" : person(key)?.name ?? key);
const messagesOf = (key) => [...world.messages.values()].filter((message) => message.chat === key);
const privateKey = (platform, who) => `${platform}@${who}`;

function faceOf(key) {
  if (key === "bot") return el("span", { class: "face-dot bot", "aria-hidden": "true" }, icon("cap", "cap"));
  const name = nameOf(key);
  const letter = /^[小老]/.test(name) ? name[1] : name[0];
  const place = [...world.people.keys()].indexOf(key);
  return el("span", { class: `face-dot c${place % 12}`, "aria-hidden": "true", text: letter });
}

function unread(key) {
  if (key === me.chat && isWatching()) return 0;
  return messagesOf(key).filter((message) => message.id > (kept.seen[key] || 0) && message.who !== me.who && !message.recalled).length;
}

function isWatching() {
  return !document.hidden && (innerWidth >= 760 || $("app").dataset.screen === "chat") && !$("side").classList.contains("open");
}

function markSeen() {
  const last = messagesOf(me.chat).at(-1);
  if (last && isWatching()) { kept.seen[me.chat] = last.id; remember(); }
}

function plain(message) {
  if (message.recalled) return "（已撤回）";
  return message.segments.map((each) => {
    if (each.kind === "at") return `@${nameOf(each.who)} `;
    if (each.kind === "image") return "[图片]";
    return each.kind === "reply" ? "" : each.text;
  }).join("").trim();
}

/* ---------- the list ---------- */

function drawList() {
  const mine = [], others = [];
  for (const each of world.chats.values()) {
    if (each.group) continue;
    if (each.members[0] === me.who) mine.push(each);
    else if (messagesOf(each.key).length) others.push(each);
  }
  const groups = [...world.chats.values()].filter((each) => each.group);
  const rows = [["群", groups], [`${nameOf(me.who)} 和小红帽的私聊`, mine], ["别人和小红帽的私聊", others]];
  $("chat-list").replaceChildren(...rows.filter(([, chats]) => chats.length).flatMap(([label, chats]) => [el("li", { class: "label", text: label }), ...chats.map(chatRow)]));
  const elsewhere = [...world.chats.keys()].reduce((sum, key) => sum + (key === me.chat ? 0 : unread(key)), 0);
  $("elsewhere").textContent = elsewhere > 99 ? "99+" : elsewhere;
  $("elsewhere").hidden = !elsewhere;
  $("back").setAttribute("aria-label", elsewhere ? `回到聊天列表，别处有 ${elsewhere} 条没看` : "回到聊天列表");
  document.title = elsewhere ? `（${elsewhere}）小红帽 · 演示群` : "小红帽 · 演示群";
}

function chatRow(each) {
  const last = messagesOf(each.key).at(-1);
  const said = last ? `${each.group ? `${nameOf(last.who)}：` : ""}${plain(last)}` : each.group ? "还没有人说话" : "可以直接和它说话";
  const count = unread(each.key);
  const mark = each.platform === "qq" ? "qq" : "wx";
  const title = each.group ? each.title : each.members[0] === me.who ? `${PLATFORM[each.platform]}私聊` : `${nameOf(each.members[0])} 的${PLATFORM[each.platform]}私聊`;
  return el("li", {}, el("button", { class: "chat", type: "button", "aria-current": each.key === me.chat ? "true" : null, "data-chat": each.key, onclick: () => goTo(each.key) },
    each.group ? el("span", { class: `face-dot group ${mark}`, "aria-hidden": "true", text: each.platform === "qq" ? "Q" : "微" }) : faceOf(each.members[0] === me.who ? "bot" : each.members[0]),
    el("span", { class: "what" }, el("b", { text: title }), el("small", { text: said })),
    count ? el("span", { class: "badge", text: count > 99 ? "99+" : count, "aria-label": `${count} 条没看` }) : null));
}

function goTo(key, who = null) {
  const wanted = chat(key);
  if (!wanted) return;
  const before = me.who;
  if (who && wanted.members.includes(who)) me.who = who;
  if (!wanted.members.includes(me.who)) me.who = wanted.members[0];
  if (me.chat !== key) { me.quote = null; markSeen(); }
  me.chat = key;
  $("app").dataset.screen = "chat";
  $("side").classList.remove("open");
  if (before !== me.who && !who) toast(`现在你是 ${nameOf(me.who)}`);
  remember();
  drawAll();
}

function becomeSomebody(key) {
  me.who = key;
  const here = chat();
  if (!here.members.includes(key)) {
    const own = here.group ? null : chat(privateKey(here.platform, key));
    me.chat = own ? own.key : [...world.chats.values()].find((each) => each.group && each.members.includes(key)).key;
  }
  me.quote = null;
  remember();
  drawAll();
}

/* ---------- the conversation ---------- */

function drawAll() {
  const here = chat();
  if (!here) return;
  document.body.className = here.platform;
  $("title").textContent = here.group ? here.title : "小红帽";
  $("subtitle").textContent = here.group ? `${PLATFORM[here.platform]}群 · ${here.members.length + 1} 人` : `${PLATFORM[here.platform]}私聊`;
  const { name, post } = person(me.who);
  $("me").replaceChildren(faceOf(me.who), el("span", { class: "who" }, el("small", { text: "现在你是" }), `${name} · ${post}`), el("span", { class: "swap", text: "换人" }));
  $("as").replaceChildren(faceOf(me.who), el("span", { class: "who" }, el("small", { text: "我是 " }), name), icon("down"));
  $("as").setAttribute("aria-label", `以 ${name} 的身份说话，点开换人`);
  $("text").placeholder = here.group ? `${name}在群里说…` : "和小红帽说…";
  drawLog();
  drawComposer();
  drawBanner();
  drawGuide();
  markSeen();
  drawList();
}

function drawLog() {
  const messages = messagesOf(me.chat);
  const rows = [];
  let before = null;
  for (const message of messages) {
    rows.push(...rowOf(message, before));
    before = message;
  }
  $("log").replaceChildren(...(rows.length ? rows : [emptyRow()]));
  toBottom();
}

function emptyRow() {
  const here = chat();
  const hint = here.group ? "这里还安静着。照「五分钟走一遍」的第一步开始，或者自己说一句。" : "私聊里不用背指令，直接说就行，比如：我现在多少分了";
  return el("li", { class: "empty" }, icon("cap", "cap"), el("p", { text: hint }));
}

function rowOf(message, before) {
  const rows = [];
  const date = wall(message.at);
  if (!before || date - wall(before.at) > 20 * 60 * 1000) rows.push(el("li", { class: "when", text: `${dayText(date)} ${weekday(date)} ${clockText(date)}` }));
  if (message.recalled) return [...rows, el("li", { class: "gone", text: `${nameOf(message.who)}撤回了一条消息` })];
  const mine = message.who === me.who;
  const tag = message.who === "bot" ? "机器人" : person(message.who)?.post ?? "";
  const by = el("div", { class: "by" }, el("b", { text: nameOf(message.who) }), mine ? null : el("span", { text: tag }), el("time", { datetime: message.at, text: clockText(date) }));
  const row = el("li", { class: `msg${mine ? " mine" : ""}${message.who === "bot" ? " bot" : ""}`, "data-id": message.id }, faceOf(message.who), el("div", { class: "body" }, by, bubbleOf(message)));
  return [...rows, row];
}

function bubbleOf(message) {
  const alone = message.segments.every((each) => each.kind === "image");
  const bubble = el("div", { class: `bubble${alone ? " only-shot" : ""}`, title: "点一下引用" });
  for (const each of message.segments) bubble.append(pieceOf(each));
  bubble.append(el("button", { class: "reply", type: "button", "aria-label": `引用${nameOf(message.who)}这条`, onclick: (event) => { event.stopPropagation(); quote(message); } }, icon("quote")));
  bubble.addEventListener("click", () => { if (!String(getSelection())) quote(message); });
  return bubble;
}

function pieceOf(each) {
  if (each.kind === "at") return el("span", { class: "at", text: `@${nameOf(each.who)} ` });
  if (each.kind === "image") {
    const address = `/demo/photo/${encodeURIComponent(each.photo)}`;
    const shot = el("img", { src: address, alt: "图片", loading: "lazy", onload: keepAtBottom });
    return el("button", { class: "shot", type: "button", "aria-label": "看大图", onclick: (event) => { event.stopPropagation(); enlarge(address); } }, shot);
  }
  if (each.kind === "reply") {
    const quoted = world.messages.get(each.id);
    const text = quoted ? `${nameOf(quoted.who)}：${plain(quoted)}` : "引用的消息已经不在了";
    return el("button", { class: "quote", type: "button", onclick: (event) => { event.stopPropagation(); show(each.id); } }, el("span", { text }));
  }
  return document.createTextNode(each.text);
}

function enlarge(address) {
  $("viewer-img").src = address;
  $("viewer").classList.remove("full");
  $("viewer").showModal();
}

function show(id) {
  const row = $("log").querySelector(`[data-id="${Number(id)}"]`);
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  row.querySelector(".bubble")?.classList.add("marked");
  setTimeout(() => row.querySelector(".bubble")?.classList.remove("marked"), 1500);
}

let atBottom = true;
function toBottom() { $("log").scrollTop = $("log").scrollHeight; atBottom = true; $("newer").hidden = true; }
function keepAtBottom() { if (atBottom) toBottom(); }

function hear(message) {
  const known = world.messages.has(message.id);
  world.messages.set(message.id, message);
  if (message.chat === me.chat) {
    if (known) drawLog();
    else {
      if (!$("log").querySelector(".msg, .gone")) $("log").replaceChildren();
      const before = messagesOf(me.chat).at(-2) ?? null;
      $("log").append(...rowOf(message, before));
      if (atBottom || message.who === me.who) toBottom();
      else $("newer").hidden = false;
    }
  }
  markSeen();
  drawList();
  drawGuide();
}

/* ---------- writing ---------- */

function quote(message) {
  me.quote = message.id;
  drawComposer();
  $("text").focus();
}

function drawComposer() {
  const quoted = world.messages.get(me.quote);
  $("quoted").hidden = !quoted;
  $("quoted-text").textContent = quoted ? `引用 ${nameOf(quoted.who)}：${plain(quoted)}` : "";
  $("attached").hidden = !me.photo;
  if (me.photo) $("attached-img").src = `/demo/photo/${me.photo}`;
  fit();
}

function fit() {
  const box = $("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 3, 168)}px`;
}

function segmentsOf(text) {
  const names = [["bot", "小红帽"], ...chat().members.map((key) => [key, nameOf(key)])];
  const byName = new Map(names.map(([key, name]) => [name, key]));
  const pattern = new RegExp(`@(${[...byName.keys()].sort((a, b) => b.length - a.length).join("|")})`, "g");
  const pieces = [];
  let from = 0;
  for (const found of chat().group ? text.matchAll(pattern) : []) {
    if (found.index > from) pieces.push({ kind: "text", text: text.slice(from, found.index) });
    pieces.push({ kind: "at", who: byName.get(found[1]) });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

function send() {
  const text = $("text").value.trim();
  if (!text && !me.photo) return $("text").focus();
  const segments = segmentsOf(text);
  if (me.quote) segments.unshift({ kind: "reply", id: me.quote });
  if (me.photo) segments.push({ kind: "image", photo: me.photo });
  if (!tell({ do: "say", chat: me.chat, who: me.who, segments })) return;
  if (me.armed && me.armed.who === me.who && me.armed.chat === me.chat) finish(me.armed.id);
  Object.assign(me, { quote: null, photo: null, armed: null });
  $("text").value = "";
  $("send").classList.remove("ready");
  drawComposer();
}

async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  let scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  for (let quality = 0.86; quality > 0.4; quality -= 0.12, scale *= 0.85) {
    const canvas = el("canvas", { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) });
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob.size <= LARGEST_PHOTO) return blob;
  }
  throw new Error("too large");
}

async function attach(file) {
  if (!file) return;
  let small;
  try { small = await shrink(file); } catch { return toast("这张图片打不开，换一张试试。"); }
  const answer = await ask("/demo/photo", small);
  if (answer) { me.photo = answer.photo; drawComposer(); $("text").focus(); }
}

function insertAt(key) {
  const box = $("text");
  box.setRangeText(`@${nameOf(key)} `, box.selectionStart, box.selectionEnd, "end");
  box.focus();
  fit();
}

function personRow(key, chosen) {
  const { name, post, about } = key === "bot" ? { name: "小红帽", post: "机器人", about: "" } : person(key);
  return el("li", {}, el("button", { class: "person", type: "button", "data-person": key, "aria-current": key === me.who ? "true" : null, onclick: () => { chosen(key); } },
    faceOf(key), el("span", {}, name, el("span", { class: "post", text: post }), el("small", { text: about }))));
}

function openPeople() {
  const here = chat();
  const label = (text) => el("li", { class: "label", text });
  const rows = (keys) => keys.map((key) => personRow(key, (chosen) => { $("people").close(); becomeSomebody(chosen); $("text").focus(); }));
  const inside = here.group ? here.members : [...world.people.keys()].filter((key) => chat("volunteers").members.includes(key));
  const outside = [...world.people.keys()].filter((key) => !inside.includes(key));
  $("people-list").replaceChildren(label(here.group ? here.title : "恋湖社区"), ...rows(inside), label("别的社区"), ...rows(outside));
  $("people").showModal();
}

function openAts() {
  if (!chat().group) return toast("私聊里直接说就行，不用 @。");
  $("ats-list").replaceChildren(...["bot", ...chat().members.filter((key) => key !== me.who)].map((key) => personRow(key, (chosen) => { $("ats").close(); insertAt(chosen); })));
  $("ats").showModal();
}

/* ---------- the program behind ---------- */

function tell(what) {
  if (!world.line || world.line.readyState !== WebSocket.OPEN) { toast("和程序的连接断了，正在重连，稍等再发。"); return false; }
  world.line.send(JSON.stringify(what));
  return true;
}

async function ask(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body });
    const said = await answer.json();
    if (answer.ok) return said;
    toast(said.error || "没办成，请再试一次。");
  } catch { toast("连不上程序，它可能停了。"); }
  return null;
}

async function jump(date) {
  document.querySelectorAll("[data-jump], #clock-form button").forEach((each) => { each.disabled = true; });
  $("clock-busy").hidden = false;
  const answer = await ask("/demo/clock", JSON.stringify({ now: isoText(date) }));
  $("clock-busy").hidden = true;
  document.querySelectorAll("[data-jump], #clock-form button").forEach((each) => { each.disabled = false; });
  if (answer) { setNow(answer.now); toast(`现在是 ${dayText(now())} ${weekday(now())} ${clockText(now())}`); drawGuide(); }
  return Boolean(answer);
}

function drawBanner() {
  const here = chat();
  const cut = !world.lines[here?.platform];
  const anyCut = !world.lines.qq || !world.lines.wechat;
  $("cut").textContent = anyCut ? "重连" : "断线";
  const text = !world.ready ? "和程序的连接断了，正在重连…" : cut ? `小红帽在${PLATFORM[here.platform]}掉线了，现在说的它听不到。` : "";
  $("banner").hidden = !text;
  $("banner-text").textContent = text;
  $("banner-act").hidden = !world.ready;
}

function greet(news) {
  world.chats = new Map(news.chats.map((each) => [each.key, each]));
  world.people = new Map(news.people.map((each) => [each.key, each]));
  world.messages = new Map(news.log.map((each) => [each.id, each]));
  world.lines = news.lines;
  world.ready = true;
  if (!chat(me.chat) || !person(me.who)) Object.assign(me, { who: "zhou", chat: "volunteers" });
  if (!world.messages.has(me.quote)) me.quote = null;
  if (!Object.keys(kept.seen).length) for (const each of news.log) kept.seen[each.chat] = each.id; // what was said before the first visit is no news
  setNow(news.now);
  if (!$("clock-pick").value) $("clock-pick").value = isoText(new Date(+now() + 3600e3)).slice(0, 16);
  drawAll();
}

const HEARD = {
  hello: greet,
  message: (news) => hear(news.message),
  clock: (news) => { setNow(news.now); drawGuide(); },
  lines: (news) => { world.lines = news; drawBanner(); },
  trouble: (news) => toast(news.text),
};

function dial() {
  const line = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/demo/ws`);
  world.line = line;
  line.onmessage = (event) => { const news = JSON.parse(event.data); HEARD[news.type]?.(news); };
  line.onclose = () => { world.ready = false; drawBanner(); setTimeout(dial, 1000); };
}

/* ---------- 五分钟走一遍 ---------- */

// The plan is fixed once per visitor, from the day the walk begins: an activity the day after tomorrow, then the first patrol whose
// announcement (three days before, 19:00) still lies ahead of it.
function plan() {
  if (!kept.start) { kept.start = isoText(now()); remember(); }
  const start = wall(kept.start);
  const work = onDay(start, 2);
  let patrol = onDay(work, 4);
  while (![8, 28].includes(patrol.getUTCDate())) patrol = onDay(patrol, 1);
  return { start, work, patrol };
}

const saidByBot = (name) => [...world.messages.values()].filter((message) => message.who === "bot" && message.chat === "volunteers" && plain(message).includes(name));

// The bot writes an activity as 【12】清洁家园; until it has done so the guess stands.
function numberOf(name, day, guess) {
  const pattern = new RegExp(`(\\d+)[】\\s号]{0,3}${name}`);
  const known = saidByBot(name).filter((message) => plain(message).includes(dayText(day)));
  return known.map((message) => plain(message).match(pattern)?.[1]).findLast(Boolean) ?? guess;
}

// A work order is written 随3 or 求4; in private the last one told to this person counts.
const ticketOf = (kind, guess) => [...world.messages.values()].filter((message) => message.who === "bot").map((message) => plain(message).match(new RegExp(`${kind}(\\d+)`))?.[1]).findLast(Boolean) ?? guess;

// The notice itself, not one of the many later answers that name the activity too.
const noticeOf = (name) => saidByBot(name).findLast((message) => plain(message).includes("+1")) ?? saidByBot(name)[0];

function steps() {
  const { work, patrol } = plan();
  const n = numberOf("清洁家园", work, "1"), p = numberOf("巡湖", patrol, "1");
  const eve = onDay(work, -1);
  const report = ticketOf("随", "1"), need = ticketOf("求", "2");
  return [
    "开张",
    { id: "open", who: "zhou", chat: "volunteers", text: "开通 恋湖社区 模板 恋湖", why: "19 支队伍、巡湖日子、积分规则一次备齐" },
    { id: "appoint", who: "zhou", chat: "volunteers", text: "任命 @老陈 环境保护 队长", why: "队长才能发布活动、点名" },
    { id: "rider", who: "zhou", chat: "volunteers", text: "任命 @小李 环湖骑行队 队长", why: "巡湖人不够时，先私下告诉队长" },
    "一场活动，四个名额",
    { id: "publish", who: "chen", chat: "volunteers", text: `发布 清洁家园 ${dayText(work)} 9:00-11:00 亲水平台 4人 至少3人 截止${eve.getUTCDate()}日18点`, why: "它读回星期、人数和截止" },
    { id: "join", who: "wang", chat: "volunteers", text: `报名 ${n}`, why: "不用注册，群名就够" },
    { id: "plus", who: "li", chat: "volunteers", text: "+1", quote: "清洁家园", why: "引用通知，回一句就算" },
    { id: "proxy", who: "wang", chat: "volunteers", text: `帮 王奶奶 报名 ${n}`, why: "没有手机的人也算一个" },
    { id: "full", who: "yu", chat: "volunteers", text: `我要报名 ${n}`, why: "第 4 个，满了" },
    { id: "wait", who: "zhao", chat: "volunteers", text: `报名 ${n}`, why: "满了就排候补" },
    { id: "leave", who: "li", chat: "volunteers", text: `取消报名 ${n}`, why: "赵叔补上；他没加好友，看它怎么告诉他" },
    { id: "list", who: "chen", chat: "volunteers", text: `名单 ${n}`, why: "看看现在有谁" },
    { id: "join-wechat", who: "zhou", chat: "wechat", text: "加入社区 恋湖社区", why: "微信群也接进来" },
    { id: "wait-wechat", who: "liu", chat: "wechat", text: `报名 ${n}`, why: "在微信里报，同一张名单" },
    "时间往前走",
    { id: "eve", to: onDay(work, -1, 19), label: `把时钟拨到 ${dayText(eve)} 19:00`, why: "前一晚的提醒自己来" },
    { id: "after", to: onDay(work, 0, 11, 30), label: `拨到 ${dayText(work)} 11:30`, why: "开场前提醒过，活动结束了" },
    { id: "roll", who: "chen", chat: "volunteers", text: `考勤 ${n} 都到了，除了3`, why: "时长和积分同时记下" },
    { id: "points", who: "wang", chat: "qq@wang", text: "积分", why: "王阿姨私下看自己的" },
    { id: "board", who: "wang", chat: "volunteers", text: "排行榜 本月", why: "一张图" },
    `${dayText(patrol)}巡湖`,
    { id: "call", to: onDay(patrol, -3, 19), label: `拨到 ${dayText(onDay(patrol, -3))} 19:00`, why: "提前三天，它自己发通知" },
    { id: "patrol-li", who: "li", chat: "volunteers", text: "报名巡湖", why: "骑行队的队长，直接算在骑行队" },
    { id: "patrol-wang", who: "wang", chat: "volunteers", text: "我来", quote: "巡湖", why: "它问是哪一队" },
    { id: "patrol-team", who: "wang", chat: "volunteers", text: "1", why: "回个数字就行" },
    { id: "tally", who: "chen", chat: "volunteers", text: "巡湖", why: "各队几人，还差几人" },
    { id: "patrol-eve", to: onDay(patrol, -1, 19), label: `拨到 ${dayText(onDay(patrol, -1))} 19:00`, why: "人不够，队长先知道；前一晚提醒" },
    { id: "patrol-after", to: onDay(patrol, 0, 12), label: `拨到 ${dayText(patrol)} 12:00`, why: "90 分钟前提醒过，巡完了" },
    { id: "record", who: "li", chat: "volunteers", text: `巡湖记录 ${patrol.getUTCDate()}日 东岸漂浮垃圾3袋`, why: "可以加一张照片" },
    { id: "patrol-roll", who: "zhou", chat: "volunteers", text: `考勤 ${p} 都到了`, why: "记分，总结发到群里" },
    { id: "year", who: "chen", chat: "volunteers", text: "巡湖年表", why: "一年 24 次，够 20 人的有几次" },
    "有事找得到人",
    { id: "grid", who: "zhou", chat: "volunteers", text: "任命 @刘大姐 3栋 网格员", why: "3 栋的事归她" },
    { id: "report", who: "wang", chat: "volunteers", text: "随手报 3栋2单元门口井盖松动", why: "马上有编号、谁负责、几点前" },
    { id: "report-take", who: "liu", chat: "qq@liu", text: `接单 ${report}`, why: "网格员私下收到的" },
    { id: "report-done", who: "liu", chat: "qq@liu", text: `办结 ${report} 已换新井盖`, why: "办完要写怎么办的" },
    { id: "report-yes", who: "wang", chat: "qq@wang", text: `好了 ${report}`, why: "报的人说好了才算好" },
    { id: "medic", who: "zhou", chat: "volunteers", text: "任命 @老陈 医疗卫生 队长", why: "陪诊的事问他" },
    { id: "need", who: "wang", chat: "qq@wang", text: "求助 想找人陪我妈去医院，8栋1单元302，13800138000", why: "队长先只看到类别和楼栋" },
    { id: "need-take", who: "chen", chat: "qq@chen", text: `接单 ${need}`, why: "接了才看到姓名、门牌、电话" },
    { id: "need-talk", who: "chen", chat: "qq@chen", text: `回复 ${need} 明早九点我到楼下`, why: "两边隔着小红帽说话" },
    { id: "need-done", who: "chen", chat: "qq@chen", text: `办结 ${need} 已陪诊`, why: "王阿姨私下会被问满不满意" },
    { id: "need-looks", who: "wang", chat: "qq@wang", text: `谁看过 ${need}`, why: "谁看过她的门牌电话，都记着" },
  ];
}

function take(step) {
  if (step.to) return takeJump(step);
  goTo(step.chat, step.who);
  me.quote = step.quote ? noticeOf(step.quote)?.id ?? null : null;
  if (step.quote && !me.quote) toast("还没有看到那条通知，先走前面的步骤。");
  me.armed = step;
  $("text").value = step.text;
  drawComposer();
  $("send").classList.remove("ready");
  requestAnimationFrame(() => $("send").classList.add("ready"));
  if (matchMedia("(hover: hover)").matches) $("text").focus({ preventScroll: true }); // on a phone the keyboard would cover the chat
}

async function takeJump(step) {
  const past = step.to <= now();
  goTo("volunteers");
  if (past || await jump(step.to)) finish(step.id);
  if (past) toast("时钟已经过了那一刻。");
}

function finish(id) {
  if (!kept.done.includes(id)) kept.done.push(id);
  remember();
  drawGuide();
  $("guide").querySelector(".step.next")?.scrollIntoView({ block: "nearest" });
}

const sayOf = (step) => step.label ?? `${nameOf(step.who)}：${step.quote ? "引用通知，" : ""}${step.text}`;

function drawGuide() {
  if (!world.ready) return;
  const all = steps(), real = all.filter((step) => step.id);
  const next = real.find((step) => !kept.done.includes(step.id));
  const place = new Map(real.map((step, index) => [step.id, index + 1]));
  $("guide").replaceChildren(...all.map((step) => (step.id ? stepRow(step, place.get(step.id), step === next) : el("li", { class: "chapter", text: step }))));
  $("guide-count").textContent = `${real.length - real.filter((step) => !kept.done.includes(step.id)).length} / ${real.length}`;
  $("strip").hidden = !next;
  if (!next) return;
  $("strip-label").textContent = `第 ${place.get(next.id)} 步${next.why ? ` · ${next.why}` : `，共 ${real.length} 步`}`;
  $("strip-text").textContent = sayOf(next);
}

function stepRow(step, place, isNext) {
  const done = kept.done.includes(step.id);
  const flip = () => { kept.done = done ? kept.done.filter((id) => id !== step.id) : [...kept.done, step.id]; remember(); drawGuide(); };
  const where = step.chat && chat(step.chat) ? (chat(step.chat).group ? (step.chat === "volunteers" ? "" : `在${chat(step.chat).title}`) : `在${PLATFORM[chat(step.chat).platform]}私聊`) : "";
  const why = [where, step.why].filter(Boolean).join("，");
  return el("li", { class: `step${done ? " done" : ""}${isNext ? " next" : ""}` },
    el("button", { class: "tick", type: "button", role: "checkbox", "aria-checked": String(done), "aria-label": `第 ${place} 步走过了`, onclick: flip }, el("i", {}, icon("check"))),
    el("button", { class: "do", type: "button", "data-step": step.id, "aria-current": isNext ? "step" : null, onclick: () => take(step) }, el("span", { class: "by", text: `${place} ${step.who ? nameOf(step.who) : "时钟"}` }), el("b", { text: step.label ?? `${step.quote ? "引用通知，" : ""}${step.text}` }), why ? el("small", { text: why }) : null));
}

/* ---------- hands ---------- */

function wire() {
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  $("text").addEventListener("input", fit);
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); send(); }
    if (event.key === "Escape" && me.quote) { me.quote = null; drawComposer(); }
  });
  $("text").addEventListener("paste", (event) => { const file = [...event.clipboardData.files].find((each) => each.type.startsWith("image/")); if (file) { event.preventDefault(); attach(file); } });
  $("as").addEventListener("click", openPeople);
  $("me").addEventListener("click", openPeople);
  $("mention").addEventListener("click", openAts);
  $("photo").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", () => { attach($("file").files[0]); $("file").value = ""; });
  $("unquote").addEventListener("click", () => { me.quote = null; drawComposer(); });
  $("unattach").addEventListener("click", () => { me.photo = null; drawComposer(); });
  $("back").addEventListener("click", () => { markSeen(); $("app").dataset.screen = "list"; drawList(); });
  $("chip").addEventListener("click", () => openSide("clock-h"));
  $("strip-go").addEventListener("click", () => { const next = steps().find((step) => step.id && !kept.done.includes(step.id)); if (next) take(next); });
  $("strip-all").addEventListener("click", () => openSide("guide-h"));
  $("side-close").addEventListener("click", closeSide);
  $("guide-reset").addEventListener("click", () => { Object.assign(kept, { done: [], start: null }); remember(); drawGuide(); });
  $("replay").addEventListener("click", () => { if (tell({ do: "replay", chat: me.chat })) toast("刚才那条又原样送了一次。"); closeSide(); });
  $("cut").addEventListener("click", () => { cutOrDial(); closeSide(); });
  $("banner-act").addEventListener("click", () => tell({ do: "dial_again" }));
  $("newer").addEventListener("click", toBottom);
  $("log").addEventListener("scroll", () => { atBottom = $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < 60; if (atBottom) $("newer").hidden = true; });
  $("viewer-img").addEventListener("click", () => $("viewer").close());
  document.querySelectorAll("[data-close]").forEach((each) => each.addEventListener("click", () => each.closest("dialog").close()));
  document.querySelectorAll("dialog").forEach((each) => each.addEventListener("click", (event) => { if (event.target === each) each.close(); }));
  document.querySelectorAll("[data-jump]").forEach((each) => each.addEventListener("click", () => jump(jumpOf(each.dataset.jump))));
  $("clock-form").addEventListener("submit", (event) => { event.preventDefault(); jump(wall(`${$("clock-pick").value}:00`)); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeSide(); });
  document.addEventListener("visibilitychange", () => { markSeen(); drawList(); });
  addEventListener("resize", keepAtBottom);
  new ResizeObserver(keepAtBottom).observe($("log"));
  setInterval(tellTime, 1000);
}

function jumpOf(kind) {
  const date = now();
  if (kind === "hour") return new Date(+date + 3600e3);
  if (kind === "day") return new Date(+date + 86400e3);
  return onDay(date, date.getUTCHours() < 19 ? 0 : 1, 19);
}

function cutOrDial() { tell({ do: world.lines.qq && world.lines.wechat ? "hang_up" : "dial_again" }); }

function openSide(heading) {
  $("side").classList.add("open");
  $(heading).closest(".card").scrollIntoView({ block: "start" });
  $("side-close").focus({ preventScroll: true });
}

function closeSide() {
  if (!$("side").classList.contains("open")) return;
  $("side").classList.remove("open");
  markSeen();
  drawList();
}

recallKept();
wire();
dial();
