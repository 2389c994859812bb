"""Sentences about what 随手报 holds of a person."""

from datetime import datetime

from plugins.kernel import clock


def kept() -> str:
    """How long."""
    return "结案后原话 3 年、照片 1 年（可设）；删除时没办完的接着办，不再有您的名字"


def report(label: str, state: str, opened: datetime, words: str, photos: int) -> str:
    """One report, for the person himself."""
    day = clock.local(opened)
    taken = f"（照片 {photos} 张）" if photos else ""
    said = " ".join(words.split()) or "原话已到期删除"
    return f"{label} {day.year}年{day.month}月{day.day}日：{said}{taken}，{state}"


def draft(words: str) -> str:
    """One that has not been filed yet."""
    return f"还没报完的：{' '.join(words.split())}"


def leaves() -> str:
    """What becomes of what is open."""
    return "没办完的随手报接着办，不再有您的名字"
