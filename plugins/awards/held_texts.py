"""What a person reads of assessments in 「我的数据」."""

from .models import Assessment, AssessmentObjection, Candidate, ObjectionState
from .objection_texts import ANSWERS, no_words
from .texts import evidence, honour


def title() -> str:
    """Its chapter."""
    return "评比和证书"


def kept() -> str:
    """How long it is kept."""
    return "一直保留，删除后证书上不再有您的名字；异议的话 1 年后删"


def candidate(row: Candidate, assessment: Assessment) -> str:
    """His place in a list."""
    facts = evidence(row.minutes, row.times, row.signed_up, row.came)
    off = "，后来去掉了" if row.removed_at is not None else ""
    why = f"（{row.reason}）" if row.reason else ""
    return f"评比 {assessment.number} {honour(assessment)}的名单：{facts}{off}{why}"


def objection(row: AssessmentObjection, assessment: Assessment) -> str:
    """What he said against a list."""
    state = {ObjectionState.OPEN: "等答复", ObjectionState.WITHDRAWN: "您收回了"}.get(ObjectionState(row.state))
    answer = f"：{row.answer}" if row.answer else ""
    return f"异议 {assessment.number}-{row.number}：{row.words or no_words()}（{state or ANSWERS[ObjectionState(row.state)]}{answer}）"
