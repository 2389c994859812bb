// A QQ account of the npm package oicq without Tencent: its OneBot v11 side, its reading and building of messages run as published,
// only the login and the packets to and from the servers are stood in for. Real packets are made of what people say, and read from
// what the bot sends.
//
//   HOME=<empty folder> node oicq_account.js <folder of oicq> <account> <ws address> <token or ->
//
// A line of JSON on stdin is something that happens, a line „> {JSON}“ on stdout something that the bot did:
//   {"say": "报名", "user": 10004, "group": 70001, "at": 80001}   (no group: in private)
//   {"leave": 10003, "group": 70001}
//   {"late": true}: from now on the servers take what is sent, and do not say so (false: again as they should)
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const readline = require("readline");

const [folder, account, address, token] = process.argv.slice(2);
const inside = (name) => require(path.join(folder, "lib", name));
require(folder);  // first: its files need one another in circles
const { Client, STATUS_ONLINE } = inside("client");
const { timestamp } = inside("common");
const { TimeoutError } = inside("exception");
const { groupMsgListener, onlinePushTransListener } = inside("onlinepush");
const pb = inside("algo/pb");
const packed = (what) => Buffer.from(pb.encode(what));

const GROUP = 70001;
const FONT = { 3: 1, 9: "微软雅黑" };
const people = new Map();
const mail = [];
let client, late = false, seq = 1000;

const tell = (what) => process.stdout.write("> " + JSON.stringify(what) + "\n");
const each = (value) => value === undefined ? [] : Array.isArray(value) ? value : [value];

function member(user_id) {
    if (!people.has(user_id))
        people.set(user_id, {
            group_id: GROUP, user_id, nickname: "群友" + user_id, card: "", sex: "unknown", age: 0, area: "unknown",
            level: 3, role: "member", title: "", update_time: timestamp(),
        });
    return people.get(user_id);
}

function words(said) {
    const text = (value, attributes) => ({ 1: { 1: value, 3: attributes } });
    if (!said.at)
        return [text(said.say)];
    const mark = Buffer.alloc(13);
    mark[1] = 1, mark.writeUInt32BE(said.at, 7);
    const [before, after] = said.say.split("@");
    return [before, "@", after].filter((part) => part).map((part) => part === "@" ? text("@某人", mark) : text(part));
}

function pushed(user, group, random, elements) {
    const extra = { 16: { 1: member(user).nickname, 3: member(user).level } };
    return packed({ 1: {
        1: { 1: user, 5: ++seq, 6: timestamp(), 9: { 1: group, 4: Buffer.from(member(user).nickname), 8: "恋湖社区群" } },
        2: { 1: 1 },
        3: { 1: { 1: { ...FONT, 3: random }, 2: [...elements, extra] } },
    } });
}

function departure(user, group) {
    const told = Buffer.alloc(14);
    told.writeUInt32BE(group), told.writeUInt32BE(user, 5);
    told[9] = 0x82;  // of his own accord
    return told;
}

function happens(what) {
    if (what.late !== undefined)
        late = what.late;
    if (what.leave)
        onlinePushTransListener.call(client, packed({ 3: 34, 8: timestamp(), 10: departure(what.leave, what.group), 11: 0 }), ++seq);
    if (what.say === undefined)
        return;
    client.fl.set(what.user, member(what.user));
    if (what.group)
        return groupMsgListener.call(client, pushed(what.user, what.group, ++seq, words(what)), ++seq);
    mail.push({
        1: { 1: what.user, 2: client.uin, 3: 166, 5: ++seq, 6: timestamp(), 7: BigInt(++seq) },
        3: { 1: { 1: { 2: timestamp(), 9: FONT[9] }, 2: words(what) } },
    });
    return client.pbGetMsg();
}

async function sent(body) {
    const packet = pb.decode(Buffer.from(body)), [kind] = Object.keys(Reflect.getPrototypeOf(packet[1]));
    const to = kind === "2" ? packet[1][2][1] : kind === "3" ? packet[1][3][2] : packet[1][1][1];
    const parts = each(packet[3][1][2]);
    const text = parts.map((part) => part[1] ? String(part[1][1]) : "").join("");
    tell({ chat: (kind === "2" ? "group:" : "person:") + to, text, images: parts.filter((part) => part[8] || part[4]).length });
    if (late)
        throw new TimeoutError("the servers are silent");
    if (kind === "2")  // the servers push to the sender, too: only so does it learn the number of its message
        await groupMsgListener.call(client, pushed(client.uin, to, packet[5], [{ 1: { 1: text } }]), ++seq);
    return packed({ 1: 0, 3: timestamp() });
}

const answers = {
    "MessageSvc.PbSendMsg": sent,
    "MessageSvc.PbGetMsg": () => packed({ 1: 0, 5: mail.splice(0).map((letter) => ({ 4: letter })) }),
    "ImgStore.GroupPicUp": () => packed({ 3: { 2: 0, 4: 1, 9: 5 } }),
    "LongConn.OffPicUp": () => packed({ 2: { 3: 0, 5: 1, 10: "/picture" } }),
};

Client.prototype.writeUni = () => {};
Client.prototype.sendUni = async (service, body) => {
    if (!answers[service])
        throw new TimeoutError("no servers: " + service);
    return answers[service](body);
};
Client.prototype.login = function () {
    client = this;
    this.nickname = "小红帽";
    this.gl.set(GROUP, { group_id: GROUP, group_name: "恋湖社区群", member_count: 9, update_time: timestamp() });
    this.gml.set(GROUP, people);
    this.status = STATUS_ONLINE;
    this.sync_finished = true;
    this.stat.start_time = timestamp() - 60;
    this.em("system.online");
};

const own = path.join(os.homedir(), ".oicq", account);
fs.mkdirSync(own, { recursive: true });
fs.writeFileSync(path.join(own, "password"), "");
require(path.join(folder, "http-api", "core"))(Number(account), {
    platform: 2, log_level: "warn", use_cqhttp_notice: true, post_message_format: "array", enable_heartbeat: true,
    heartbeat_interval: 2000, rate_limit_interval: 500, access_token: token === "-" ? "" : token, post_url: [],
    ws_reverse_url: [address], ws_reverse_reconnect_interval: 500, ws_reverse_reconnect_on_code_1000: true,
});
readline.createInterface({ input: process.stdin }).on("line", (line) => happens(JSON.parse(line))).on("close", () => process.exit());
