"""Sentences of the registration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plugins.kernel.masking import mask

from . import pieces, skills
from .texts import UNDO

if TYPE_CHECKING:
    from .profile_models import RegistrationDraft

ALWAYS = "（不想填回「跳过」，不注册了回「取消」）"


def called() -> str:
    """What is taken back."""
    return "注册资料"


def in_private() -> str:
    """Said in a group."""
    return "注册请私聊我发「注册」，群里别发电话和住址。报名活动不用注册，直接发「报名」就行。"


def intro(number: int) -> str:
    """What is asked and what becomes of it."""
    return (
        f"好的，一共 {number} 个小问题，一分钟。您填的只有社工和您的队长看得到，用来安排服务；"
        f"随时发「我的档案」看、「删除我的数据」删。接着回答就是同意。"
    )


def child_intro() -> str:
    """The same to a guardian."""
    return "好的，您作为监护人给孩子注册：只记孩子的名字、楼栋、满没满 14 岁，通知都发给您。接着回答就是同意。"


def question(draft: RegistrationDraft) -> str:
    """What is asked now."""
    return f"{_QUESTIONS[draft.steps[0]](draft)}\n{ALWAYS}"


def _name(draft: RegistrationDraft) -> str:
    if draft.for_child:
        return "孩子叫什么名字？"
    return f"怎么称呼您？写名字；就叫「{draft.name}」请回 1。" if draft.name else "怎么称呼您？请写名字。"


def _place(draft: RegistrationDraft) -> str:
    return f"{'孩子' if draft.for_child else '您'}住哪栋楼？例如「3栋2单元」，不用写门牌号。"


def _skills(_: RegistrationDraft) -> str:
    rows = [f"{number} {field.name}：{field.about}" for number, field in enumerate(skills.FIELDS, 1)]
    return "\n".join(["您会什么、愿意帮什么？回数字（可以几个，如「1 5」），或直接写，如「水电维修」。", *rows])


def _found(_: RegistrationDraft) -> str:
    return "队长找人帮忙时，可以看到您的名字、楼栋和特长吗（不给电话）？1 可以 2 不要"


def _free(_: RegistrationDraft) -> str:
    rows = " ".join(f"{number} {each}" for number, each in enumerate(pieces.FREE_TIMES, 1))
    return f"一般什么时候有空？可以选几个：{rows}"


def _party(_: RegistrationDraft) -> str:
    return "您是：1 党员 2 团员 3 群众？党员也可以写「退休党员」「在职党员 供电公司」。"


def _age(draft: RegistrationDraft) -> str:
    if draft.for_child:
        return "孩子满 14 周岁了吗？1 没满 2 满了（生日不用说）"
    return "您满 18 周岁了吗？1 满了 2 没满（生日不用说）；未满 14 周岁请让家长来注册。"


_QUESTIONS = {
    "name": _name,
    "place": _place,
    "skills": _skills,
    "found": _found,
    "free": _free,
    "party": _party,
    "age": _age,
}


def going_on() -> str:
    """A registration under way is taken up again."""
    return "接着上次的："


def cancelled() -> str:
    """Nothing was kept."""
    return "好的，没有注册，刚才填的我都没留。什么时候想注册，私聊我发「注册」。"


def enough() -> str:
    """The one-line registration stands; only the questions behind it stop."""
    return "好的，不问了，前面登记的都在。发「我的档案」能看能改。"


def registered(name: str, answers: Mapping[str, Any]) -> str:
    """All done."""
    told = _told(answers)
    line = f"记下了：{'；'.join(told)}。" if told else ""
    return f"{name}，注册好了，谢谢您！{line}发「我的档案」能看能改，发「队伍」看能加入哪支队。{UNDO}"


def noted() -> str:
    """The questions after a one-line registration have been answered."""
    return f"好的，记下了。发「我的档案」能看能改。{UNDO}"


def _told(answers: Mapping[str, Any]) -> Sequence[str]:
    found = [answers["place"]] if answers.get("place") else []
    found += ["、".join(answers["skills"])] if answers.get("skills") else []
    found += ["、".join(answers["free_times"])] if answers.get("free_times") else []
    found += [f"{answers.get('party_kind') or ''}{answers['party']}"] if answers.get("party") else []
    found += [f"电话 {mask(answers['phone'])}"] if answers.get("phone") else []
    return found


def child_registered(name: str) -> str:
    """A child is written down."""
    return f"{name}注册好了，您是监护人，通知都发给您。给孩子报名发「帮 {name} 报名 12」这样。{UNDO}"


def child_needs_name() -> str:
    """No name, no child."""
    return "孩子的名字要写一个，小名也行；不注册了回「取消」。"


def child_is_known(name: str) -> str:
    """Somebody else speaks for a person of that name."""
    return f"社区里已经有一位{name}，由别人代报。要换监护人请找社工；同名的孩子请写全名。"


def by_guardian() -> str:
    """Under 14."""
    return "未满 14 周岁要由家长（监护人）来注册：请家长私聊我发「注册 孩子 名字」。这次回「取消」就行，什么也不会留。"


def yes_or_no() -> str:
    """Neither."""
    return "请回 1（可以）或 2（不要）。"


def registered_already(name: str) -> str:
    """The same again."""
    return f"{name}，您已经注册过了。看资料发「我的档案」；要改发「改档案 楼栋 5栋」这样。"


def reminder() -> str:
    """Kindly, once, half an hour after the last answer."""
    return "您的注册还差几步：接着回答上面的问题就行，或者发「注册」我再问一遍。不想注册了回「取消」，不理它明天也会自动作废。"
