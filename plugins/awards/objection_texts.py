"""Sentences about objections: to who objects, and to staff. None of them ever stands in a group."""

from collections.abc import Sequence

from plugins.kernel.masking import mask
from plugins.points.texts import UNDO, name_of

from .models import Assessment, AssessmentObjection, ObjectionState
from .texts import honour, last_day

ANSWERS = {ObjectionState.UPHELD: "成立", ObjectionState.REFUSED: "不成立"}


def in_private() -> str:
    """Said in front of all."""
    return "异议请私聊我说，只有社工看得到；群里先别提名字。"


def say_what(number: int) -> str:
    """Without words."""
    return f"对哪里有不同意见，写一句就行，例如「异议 {number} 小李的时长好像多记了」。"


def too_long(most: int) -> str:
    """A whole story."""
    return f"写短一点吧，{most} 字以内，社工会来问您细节。"


def said_already() -> str:
    """The same words again."""
    return "这条异议已经记下了，社工在看。"


def enough(most: int) -> str:
    """Many at once."""
    return f"您有 {most} 条异议还在等答复，等社工答复了再提。"


def nothing_on_show() -> str:
    """No list at all."""
    return "现在没有公示中的名单，公示的时候再提；别的事请直接跟社工说。"


def not_on_show() -> str:
    """Nothing to object to."""
    return "这份名单不在公示中。发「公示」看现在公示的。"


def too_late(assessment: Assessment) -> str:
    """The days are over."""
    return f"公示 {last_day(assessment)}已经结束了。还有疑问，请直接跟社工说。"


def raised(assessment: Assessment, row: AssessmentObjection) -> str:
    """To who objects."""
    return f"记下了，异议 {assessment.number}-{row.number}，只有社工看得到。答复会私下告诉您。{UNDO}"


def to_staff(assessment: Assessment, row: AssessmentObjection, who: str) -> str:
    """To staff, in private."""
    mine = f"{assessment.number} {row.number}"
    return (
        f"{honour(assessment)}有一条异议 {assessment.number}-{row.number}（{name_of(who)}）：{mask(row.words)}\n"
        f"核对后发「异议 {mine} 成立 原因」或「异议 {mine} 不成立 原因」，本人会看到。"
    )


def withdrawn(assessment: Assessment, row: AssessmentObjection) -> str:
    """Taken back by the person."""
    return f"异议 {assessment.number}-{row.number} 收回了。"


def withdrawn_to_staff(assessment: Assessment, row: AssessmentObjection) -> str:
    """To staff that has read it."""
    return f"异议 {assessment.number}-{row.number} 本人收回了，不用答复。"


def no_such(assessment: int, number: int) -> str:
    """No objection of that number."""
    return f"评比 {assessment} 没有异议 {number}。发「评比 {assessment}」看。"


def which(assessment: int, waiting: Sequence[int]) -> str:
    """Without its number, and not just one waits."""
    if not waiting:
        return f"评比 {assessment} 没有等答复的异议。"
    return f"等答复的有异议 {'、'.join(map(str, waiting))}，写上是哪一条，例如「异议 {assessment} {waiting[0]} 成立 原因」。"


def answered_already(row: AssessmentObjection) -> str:
    """Answered before."""
    return f"这条异议答复过了：{ANSWERS[ObjectionState(row.state)]}。"


def your_own() -> str:
    """Nobody decides about his own words."""
    return "这是您自己提的异议，请别的社工答复。"


def why(assessment: Assessment, number: int) -> str:
    """Whoever objected must read why."""
    return f"要写原因，提的人会看到：「异议 {assessment.number} {number} 不成立 核对过签到表」。"


def answered(assessment: Assessment, row: AssessmentObjection, left: int, *, over: bool) -> str:
    """To staff who answered."""
    upheld = row.state == ObjectionState.UPHELD
    change = f"要改名单发「评比 {assessment.number} 去掉 编号 原因」。" if upheld else ""
    after = f"还有 {left} 条没答复。" if left else f"都答复完了，可以发「公布 {assessment.number}」。" if over else ""
    state = ANSWERS[ObjectionState(row.state)]
    return f"异议 {assessment.number}-{row.number} {state}，私下告诉本人了。{change}{after}{UNDO}"


def answer(assessment: Assessment, row: AssessmentObjection) -> str:
    """To who objected."""
    state = ANSWERS[ObjectionState(row.state)]
    thanks = "谢谢您提出来，名单会改。" if row.state == ObjectionState.UPHELD else "谢谢您关心。"
    return f"您对{honour(assessment)}的异议核对过了：{state}。{mask(row.answer or '')}\n{thanks}"


def open_again(assessment: Assessment, row: AssessmentObjection) -> str:
    """The answer taken back, to staff and to who objected."""
    return f"异议 {assessment.number}-{row.number} 的答复收回了，再核对一次，有结果私下说。"


def line(row: AssessmentObjection) -> str:
    """One of them in the list for staff."""
    state = ANSWERS.get(ObjectionState(row.state), "等答复")
    return f"异议 {row.number}（{state}）：{mask(row.words) or no_words()}"


def no_words() -> str:
    """What stands where words have been."""
    return "原话已到期删除"
