"""To somebody who has had enough."""

from collections.abc import Sequence

from . import texts
from .audience import View


def how_they_stand(views: Sequence[View], lines: Sequence[str], staff: Sequence[str]) -> str:
    """His open matters with who has them and until when; ``lines``: what each digit does."""
    stand = [f"{texts.title(view)}：{texts.state(view)}。" for view in views]
    return "\n".join(["对不住，让您等着急了。", *stand, f"{_digits(lines)}。{or_a_person(staff)}"])


def _digits(lines: Sequence[str]) -> str:
    said = {"催办": "我替您催", "没有": "没办好，重新办", "撤回": "不用办了"}
    words = [(said[line.split()[0]], line.split()[1]) for line in lines]
    if len({number for _, number in words}) == 1:
        return "；".join(
            f"回 {place} {word}" if place == 1 else f"{word}回 {place}" for place, (word, _) in enumerate(words, 1)
        )
    return "，".join(f"回 {place} {word}（{number}）" for place, (word, number) in enumerate(words, 1))


def nothing_open(staff: Sequence[str]) -> str:
    """He has nothing that is still to be seen to, or we do not know of it."""
    how = "公共的事发「随手报 哪里 怎么了」，家里的事私聊我发「求助 什么事」，都有编号、有人接、能催。"
    return f"对不住，让您着急了。我这儿没查到您还没办完的事。\n{how}\n{or_a_person(staff)}"


def in_private() -> str:
    """In the group: nothing of what it is about."""
    return "对不住，让您着急了。您的事办到哪了，我私聊告诉您。"


def offer_to_withdraw(titles: Sequence[str]) -> str:
    """「算了」 after something was asked for."""
    if len(titles) == 1:
        return f"{titles[0]} 不用办了吗？回 1 就撤回，还要办就回 0。"
    choices = "，".join(f"回 {place} 撤回 {title}" for place, title in enumerate(titles, 1))
    return f"哪一件不用办了？{choices}，都还要办就回 0。"


def or_a_person(staff: Sequence[str]) -> str:
    """Whom to turn to who is no machine."""
    if not staff:
        return "急的话请直接打社区电话。"
    return f"想找真人：群里 @ {'、'.join(staff[:2])}，急的话请直接打社区电话。"
