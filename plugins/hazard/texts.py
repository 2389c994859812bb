"""Sentences of 随手报. What a group reads holds no word that anybody typed and no place nearer than the building."""

from collections.abc import Sequence
from datetime import datetime

from plugins.inbox.meaning.danger import Danger
from plugins.inbox.meaning.danger_texts import first_line
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.tickets import texts as ticket_texts
from plugins.tickets.audience import View
from plugins.tickets.life import Verb

from .rules import OTHER

UNDO = "撤销可收回"
UNKNOWN = "说不清在哪里"
LONGEST_QUOTE = 40


def place_or_not(view: View) -> str:
    """The place, or that it is not known."""
    return view.place or "地点没说"


def filed(
    view: View, number: int, *, photos: int, lost: int, behalf: str = "", anonymous: bool = False, nobody: bool = False
) -> str:
    """Number, category and place; who is responsible and by when; what to do next. ``nobody``: no office is held here yet."""
    who = f"，代 {behalf} 报的" if behalf else "，不写您的名字" if anonymous else ""
    first = f"{view.label} 收到：{view.category}，{place_or_not(view)}{who}。"
    when = f"{ticket_texts.by_when(view)}给您回话" if view.due else "有进展就告诉您"
    second = f"{ticket_texts.owner(view)} 负责，{when}。" if view.owner else f"{when}。"
    second = _nobody_yet() if nobody else second
    return f"{first}{second}\n{_photos(photos, lost)}查进度发「进度 {number}」，{UNDO}。"


def _nobody_yet() -> str:
    """Said truthfully: nobody reads it today."""
    return "社区还没有安排人接，先记下了，一有人就派给他；急的话请直接打社区电话或 12345。"


def _photos(photos: int, lost: int) -> str:
    if lost:
        return f"有 {lost} 张照片没收到，请再发一次。"
    return f"照片 {photos} 张。" if photos else "10 分钟内发照片会附上。"


def danger_filed(danger: Danger, gas: str, view: View, told: int) -> str:
    """Whom to call comes first; then who knows."""
    known = f"已告诉值班的 {told} 个人" if told else "值班的人还没联系上，请一定打电话"
    where = f"：{view.place}" if view.place else ""
    return f"{first_line(danger, gas)}\n{view.label} {view.category}{where}，{known}。" + (
        "" if view.place else "\n在哪里？直接回地点。"
    )


def danger_known(danger: Danger, gas: str, view: View) -> str:
    """Somebody else has just reported it."""
    return f"{first_line(danger, gas)}\n{view.label} 已经有人报了，值班的人都知道；您的话也转过去了。"


def alarm(view: View, number: int) -> str:
    """To everybody on duty."""
    said = f"\n{ticket_texts.short(view.words, 120)}" if view.words else ""
    where = view.place or "地点没说，正在问"
    return f"【紧急】{view.category}：{where}（{view.label}）{said}\n能到场的请马上去，回「接单 {number}」。"


def danger_is_at(view: View, words: str) -> str:
    """The place of it came later."""
    return f"【紧急】{view.label} {view.category} 在：{ticket_texts.short(words, 120)}"


def alarm_over(view: View, verb: Verb) -> str:
    """To everybody who was called: somebody is there, it is done, or it was a mistake."""
    what = {Verb.TAKE: f"{ticket_texts.owner(view)} 去了，需要人手会再说", Verb.WITHDRAW: "报的人撤回了，不用去了"}
    return f"{ticket_texts.title(view)}：{what.get(verb, '经办说处理完了，不用去了')}。"


def where(category: str) -> str:
    """The place is missing; asked once."""
    what = "" if category == OTHER else f"（{category}）"
    return f"在哪里呀？{what}直接回地点，比如“3栋2单元”“东门”；说不清就回“不知道”。"


def what(photos: int) -> str:
    """A photo, or nothing at all, without words."""
    return f"{'照片收到了。' if photos else ''}是什么事、在哪里？请打文字，比如“3栋2单元门口井盖松动”。"


def what_there(place: str) -> str:
    """Only a place was said."""
    return f"{place}怎么了？直接打字，比如“井盖松动”“路灯不亮”。"


def is_it_the_same(view: View, opened: str, words: str) -> str:
    """Somebody reported the same place and category."""
    said = f"“{words}”" if words else view.category
    return f"{view.label} {opened} 有人报过：{place_or_not(view)} {said}，{ticket_texts.state(view)}。\n同一件事？回 1 跟进，回 2 新报。"


def following(view: View) -> str:
    """The reporter hears of the other one from now on."""
    return f"好的，{view.label} 有进展就告诉您（{ticket_texts.state(view)}）。{UNDO}。"


def own_already(view: View) -> str:
    """It is his own report."""
    return f"这件您报过了，就是 {view.label}：{ticket_texts.state(view)}。您说的已经补进去。"


def one_part(category: str, place: str) -> str:
    """One of several problems."""
    return f"{category} {place or '（没说在哪）'}"


def are_they_two(parts: Sequence[str]) -> str:
    """Several problems in one message."""
    lines = [f"{index}. {part}" for index, part in enumerate(parts, 1)]
    return "\n".join([f"听着是 {len(parts)} 件事：", *lines, "分开报回 1，算一件回 2。"])


def several(said: Sequence[str], number: int) -> str:
    """They were filed one by one."""
    return "\n".join([*said, f"10 分钟内发照片会附到最后一件。查进度发「进度 {number}」。"])


def one_of_several(view: View) -> str:
    """One line of them."""
    when = f"，{ticket_texts.by_when(view)}" if view.due else ""
    return f"{view.label} {view.category}，{place_or_not(view)}：{ticket_texts.owner(view)} 负责{when}。"


def quoted(words: str) -> str:
    """What somebody typed, for one who may read it."""
    return ticket_texts.short(mask(" ".join(words.split())), LONGEST_QUOTE)


def more_or_new(view: View) -> str:
    """Words of somebody who has a report open."""
    return f"这句是补充 {view.label}（{view.category} {place_or_not(view)}）吗？\n是就回 1，是新的一件事回 2，都不是回 0。"


def wish_to_report(category: str, place: str) -> str:
    """It sounds like a hazard, and was not said as a report."""
    what = f"{category}，{place}" if place else category
    return f"要报给社区处理吗？（{what}）\n报就回 1，不报回 0。"


def noted(view: View) -> str:
    """New words are with whoever has it."""
    return f"好的，补到 {view.label} 了，经办的人看得到（{ticket_texts.state(view)}）。"


def place_noted(view: View) -> str:
    """The place of a report without one."""
    return f"{view.label} 的地点记下了：{place_or_not(view)}，已转给经办的人。"


def photo_joined(label: str, count: int, lost: int) -> str:
    """Photos that followed a report."""
    missing = f"，还有 {lost} 张没收到，请再发一次" if lost else ""
    return f"{count} 张照片附到 {label} 了{missing}（{UNDO}）" if count else f"照片没收到，请再发一次，附到 {label}。"


def photo_kept(count: int, lost: int) -> str:
    """A photo during a question."""
    return "照片收到了，接着回答上面的就行。" if count else f"{lost} 张照片没收到，请再发一次。"


def photo_taken_back(label: str) -> str:
    """The photos are off again."""
    return f"已从 {label} 去掉刚才的照片。"


def photos_came(view: View, number: int) -> str:
    """To whoever has it."""
    return f"{ticket_texts.title(view)}：报的人补了照片，发「进度 {number}」看。"


def gone() -> str:
    """The draft has been filed or given up meanwhile."""
    return "这件已经处理过了。看自己报的发「我的上报」，再报一件发「随手报 哪里 什么事」。"


def too_long(most: int) -> str:
    """An essay."""
    return f"太长了，请挑要紧的，写在 {most} 个字以内。"


def filed_late(view: View, number: int, *, nobody: bool = False) -> str:
    """No answer came: it was filed all the same."""
    when = f"，{ticket_texts.by_when(view)}回话" if view.due and not nobody else ""
    said = f"没等到您回，先按 {view.label} 报上去了：{view.category}，{place_or_not(view)}{when}。要补充发「补充 {number} …」。"
    return said + (_nobody_yet() if nobody else "")


def followed_late(view: View) -> str:
    """No answer came to 「同一件事？」."""
    return f"没等到您回，先替您跟进 {view.label}，有进展就告诉您。要是另一处，再发一次「随手报 …」。"


def mine(lines: Sequence[str]) -> str:
    """What somebody has reported, newest first."""
    return "\n".join(["我的上报：", *lines, "看一件发「进度 编号」，补充发「补充 编号 …」。"])


def my_line(view: View) -> str:
    """One of them."""
    said = f"“{ticket_texts.short(view.words, 20)}”" if view.words else ""
    return f"{view.label} {view.category} {place_or_not(view)}{said}：{ticket_texts.state(view)}"


def mine_in_group(open_labels: Sequence[str]) -> str:
    """In a group only numbers."""
    what = f"在办 {len(open_labels)} 件：{'、'.join(open_labels)}。" if open_labels else "没有在办的。"
    return f"您报的{what}详情私聊我发「我的上报」。"


def none_reported() -> str:
    """Nothing yet."""
    return "您还没有报过。看到问题就发「随手报 哪里 什么事」，比如「随手报 3栋2单元门口井盖松动」。"


def day_of(moment: datetime) -> str:
    """11月25日."""
    wall = clock.local(moment)
    return f"{wall.month}月{wall.day}日"
