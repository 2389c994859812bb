"""What was said: each letter as often as it was sent, each reminder once, each word where it belongs, and nothing that nobody asked for."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.storm.crowd import Town
from tests.storm.peer import Peer
from tests.storm.rows import Rows, listed, moment
from tests.storm.story import Complaint

DEFECT = "没有办成"
ONCE = re.compile(r"加 1 分：风暴|随\d+ 收到|编号 求\d+（|助\d+ 记下了|发布好了")
UNDER_WAY = ("queued", "sending")
MOST_REFUSED = 3


def chat_of(address: str) -> str:
    """``qq:80001:person:1`` as the peers know it: ``80001:person:1``."""
    return address.split(":", 1)[1]


async def complaints(rows: Rows, peers: Sequence[Peer], secrets: dict[str, set[str]], now: datetime) -> list[Complaint]:
    """Broken promises about what was said."""
    letters = await rows(
        'SELECT id, key, "to", text, state, attempts, message_id, route, mentions, due_at FROM outgoing_message'
    )
    return [*_numbers(letters, peers, now), *_times(letters, peers), *_answers(letters, peers), *_words(peers, secrets)]


def _numbers(letters: Sequence[Any], peers: Sequence[Peer], now: datetime) -> list[Complaint]:
    """What is marked as sent was heard, under the number that is noted, by whom it was for."""
    heard = {each.number: f"{peer.self_id}:{each.chat}" for peer in peers for each in peer.heard}
    broken = []
    for each in letters:
        if each.state == "sent" and each.message_id and each.message_id not in heard:
            broken.append(Complaint(f"letter {each.id} ({each.key}) is marked as sent, and nobody heard it", (each.text[:20],)))
        elif each.state == "sent" and each.message_id and each.route != "group" and heard[each.message_id] != chat_of(each.to):
            broken.append(Complaint(f"letter {each.id} to {each.to} was heard in {heard[each.message_id]}"))
        elif each.state in UNDER_WAY and moment(each.due_at) <= now:
            broken.append(
                Complaint(
                    f"letter {each.id} ({each.key}) is {each.state} after {each.attempts} attempts, and all lines are open"
                )
            )
        if each.state in ("sent", "unknown") and each.attempts > 2:
            broken.append(Complaint(f"letter {each.id} ({each.key}) was tried {each.attempts} times"))
    return broken


def _times(letters: Sequence[Any], peers: Sequence[Peer]) -> list[Complaint]:
    """A letter is heard once for each time that it was sent; twice only where a death fell between sending and marking."""
    heard: Counter[tuple[str, str]] = Counter()
    for peer in peers:
        heard.update((f"{peer.self_id}:{each.chat}", each.text.rstrip()) for each in peer.heard)
    tried: Counter[tuple[str, str]] = Counter()
    sent: Counter[tuple[str, str]] = Counter()
    for each in letters:
        if each.text and each.route == "direct" and not each.key.startswith("answer:"):
            key = (chat_of(each.to), each.text.rstrip())
            tried[key] += each.attempts
            sent[key] += each.state == "sent"
    return [
        Complaint(f"said {heard[key]} times, {sent[key]} sent in {times} attempts: {key}", (key[1][:20],))
        for key, times in tried.items()
        if not sent[key] <= heard[key] <= times
    ]


def _answers(letters: Sequence[Any], peers: Sequence[Peer]) -> list[Complaint]:
    """In private nobody hears more than an answer to each thing he said and the letters to him."""
    to: Counter[str] = Counter()
    for each in letters:
        to[chat_of(each.to)] += max(each.attempts, 1)
    broken = []
    for peer in peers:
        heard = Counter(each.chat for each in peer.heard if each.chat.startswith("person:"))
        for chat, times in heard.items():
            address, asked = f"{peer.self_id}:{chat}", peer.asked[chat]
            if times > asked + to[address]:
                broken.append(
                    Complaint(f"{chat} was answered {times} times, {asked} things said and {to[address]} letters", (chat,))
                )
    return broken


def _words(peers: Sequence[Peer], secrets: dict[str, set[str]]) -> list[Complaint]:
    """No defect was answered, no answer was given twice, and what is private stays with whom it is for."""
    broken = []
    for peer in peers:
        for (chat, text), times in Counter((each.chat, each.text) for each in peer.heard).items():
            if times > 1 and ONCE.search(text):
                broken.append(Complaint(f"answered {times} times in {chat}: {text}", (text[:20],)))
        for each in peer.heard:
            if DEFECT in each.text:
                broken.append(Complaint(f"a defect was answered in {each.chat}: {each.text}", (each.text[-20:],)))
            broken += [
                Complaint(f"{secret} was said in {each.chat}", (secret,))
                for secret in re.findall(r"139\d{8}|暗号\d+", each.text)
                if f"{peer.self_id}:{each.chat}" not in secrets.get(secret, ())
            ]
    return broken


def relayed(peers: Sequence[Peer], words: dict[str, bool]) -> list[Complaint]:
    """A word that was said to be passed on was heard by the other side, and not for ever."""
    heard = Counter(word for peer in peers for each in peer.heard for word in re.findall(r"暗号\d+", each.text))
    broken = [
        Complaint(f"{word} was passed on, and nobody heard it", (word,))
        for word, sure in words.items()
        if sure and not heard[word]
    ]
    return broken + [Complaint(f"{word} was heard {n} times", (word,)) for word, n in heard.items() if n > 2]


async def reminders(rows: Rows, towns: Sequence[Town]) -> list[Complaint]:
    """Whoever was on a list at the hour heard of it the evening before and again soon before it began: once, by a letter or an @."""
    members = await rows("""SELECT a.number, a.revision, a.id AS activity, c.name AS town, m.id, m.name, account."user"
        FROM sign_up s JOIN activity a ON a.id = s.activity_id JOIN member m ON m.id = s.member_id
        JOIN community c ON c.id = a.community_id JOIN account ON account.member_id = m.id
        WHERE s.state = 'joined' AND a.state <> 'cancelled' AND a.number IS NOT NULL""")
    letters = await rows(
        "SELECT key, \"to\", mentions, state, attempts FROM outgoing_message WHERE key LIKE 'eve:%' OR key LIKE 'soon:%'"
    )
    told: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for each in letters:
        kind, activity, *_ = each.key.split(":")
        _, _, sort, ident = each.to.split(":", 3)
        for user in [ident] if sort == "person" else listed(each.mentions):
            told[kind, activity, str(user)][each.key.split(":")[2]] += 1
    reminded = {(town.name, each.number) for town in towns for each in town.open_for(town.reminded)}
    numbers = await rows("SELECT a.id, c.name AS town, a.number FROM activity a JOIN community c ON c.id = a.community_id")
    meant = {str(each.id) for each in numbers if (each.town, each.number) in reminded}
    broken = [
        Complaint(f"the reminder {each.key} is {each.state} after {each.attempts} attempts")
        for each in letters
        if each.state not in ("sent", "unknown") and each.attempts < MOST_REFUSED and each.key.split(":")[1] in meant
    ]
    for town in towns:
        for activity in town.activities.values():
            if activity.day not in town.reminded or activity.slots:
                continue
            for each in members:
                if (each.town, each.number) != (town.name, activity.number):
                    continue
                for kind in ("eve", "soon"):
                    times = told[kind, str(each.activity), str(each.user)]
                    if not times or max(times.values()) > 1:
                        said = f"{each.town} 【{each.number}】: {each.name} was reminded ({kind}) {dict(times)} times"
                        broken.append(Complaint(said, (each.name, f"【{each.number}】")))
    return broken


def strayed(peers: Sequence[Peer], towns: Sequence[Town]) -> list[Complaint]:
    """Nobody hears of what goes on in a community that is not his."""
    home = {
        f"{each.peer.self_id}:person:{each.user}": town.name
        for town in towns
        for each in (*town.people, town.staff, town.other_staff)
    }
    home |= {f"{each.peer.self_id}:group:{each.group}": town.name for town in towns for each in town.people}
    return [
        Complaint(f"{other.name} was spoken of in {peer.self_id}:{each.chat}: {each.text}", (each.text[:20],))
        for peer in peers
        for each in peer.heard
        for other in towns
        if home.get(f"{peer.self_id}:{each.chat}", other.name) != other.name and f"{other.name[:2]}风暴" in each.text
    ]
