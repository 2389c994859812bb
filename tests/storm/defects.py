"""Promises broken on purpose, each as a patch of the running bot: who trusts the oracle wants to have heard it complain."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

DEFECTS: dict[str, Callable[[], None]] = {}


def defect(build: Callable[[], None]) -> Callable[[], None]:
    DEFECTS[build.__name__] = build
    return build


def build_in(name: str) -> None:
    DEFECTS[name]()


def room(name: str) -> Any:
    return import_module(f"plugins.{name}")


@defect
def receipt_off() -> None:
    """A message that comes twice is done twice."""
    receipts = room("inbox.receipts")

    async def give(*_: object) -> bool:
        return True

    receipts.give, receipts.is_new = give, lambda _: True


@defect
def limit_ignored() -> None:
    """There is always one more place."""
    counting = room("activity.counting")
    counting.Tally.free = lambda self, activity: None


@defect
def waitlist_asleep() -> None:
    """Nobody moves up when a place is free."""
    signing = room("activity.signing")

    async def promote(*_: object) -> list[object]:
        return []

    signing.promote = promote


@defect
def sent_twice() -> None:
    """Every letter leaves twice."""
    delivery, gateway = room("outbox.delivery"), room("outbox.gateway")
    sent = delivery._sent

    async def again(row: Any, to: Any, message_id: Any) -> None:
        await gateway.speak(to, gateway.Content(row.text or row.sealed or "", mentions=row.mentions))
        await sent(row, to, message_id)

    delivery._sent = again


@defect
def letter_lost() -> None:
    """Every third letter is marked as sent, and is not."""
    delivery, parse = room("outbox.delivery"), room("kernel.address").Address.parse
    send, count = delivery._send_one, [0]

    async def forgetful(row: Any) -> None:
        count[0] += 1
        if count[0] % 3:
            await send(row)
        else:
            await delivery._sent(row, parse(row.to), "7")

    delivery._send_one = forgetful


@defect
def books_off_by_one() -> None:
    """Whoever came is credited a minute less than he gave."""
    attendance = room("activity.attendance")
    credit = attendance._credit

    async def short(*args: Any) -> Any:
        whole = await credit(*args)
        return replace(whole, minutes=whole.minutes - 1) if whole else whole

    attendance._credit = short


@defect
def reminder_twice() -> None:
    """It is forgotten that people have been reminded."""
    notices = room("activity.notices")
    remind, count = notices.remind, [0]

    async def anew(session: Any, activity: Any, member_ids: Any, news: Any) -> None:
        for _ in range(2):
            count[0] += 1
            await remind(session, activity, member_ids, replace(news, key=f"{news.key}:{count[0]}"))

    notices.remind = anew


@defect
def reminder_forgotten() -> None:
    """Who is on no group's list hears nothing."""
    notices = room("activity.notices")

    async def remind(*_: object) -> None:
        return

    notices.remind = remind


@defect
def private_to_group() -> None:
    """What is relayed between two people is said in the group."""
    service, relay = room("outbox.service"), room("helpline.relay")
    address = room("kernel.address").Address

    async def aloud(session: Any, letter: Any) -> None:
        group = address("qq", "80001", "group", "70001")
        await service.post(session, replace(letter, to=group, thread=None, via_group=None))

    relay.post = aloud


@defect
def undone_only_in_words() -> None:
    """「撤销」 says that it was done, and nothing is."""
    deeds = room("people.deeds")
    really = deeds.undo_last

    async def undo_last(turn: Any) -> str:
        async with turn.session.begin_nested() as step:
            said = await really(turn)
            await step.rollback()
        return str(said)

    deeds.undo_last = undo_last


@defect
def answered_before_committed() -> None:
    """The answer is said, and the deed is gone."""
    doing = room("inbox.doing")
    perform = doing._perform

    async def forgetful(session: Any, heard: Any, match: Any) -> Any:
        async with session.begin_nested() as step:
            answer = await perform(session, heard, match)
            if match.command.name in ("报名", "随手报", "加分"):
                await step.rollback()
        return answer

    doing._perform = forgetful
