"""What a community starts with: plain data in ``data/presets/*.toml``, checked while it is read.

Facts of a real community come from its own documents; what those do not say stands as a comment in the file.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from plugins.inbox.wording import normalise
from plugins.kernel.config import PRESETS
from plugins.kernel.refusal import Refusal

from . import opening_texts

GENERIC = "通用"
DAYS = Annotated[int, Field(ge=1, le=31)]


def _clock_time(value: object) -> object:
    """TOML's own ``08:30:00`` or a text like ``"08:30"``; a bare number is no time of day."""
    if isinstance(value, time) or (isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d\d", value)):
        return value
    raise ValueError('时间要写成 "08:30" 的样子')


WallTime = Annotated[time, BeforeValidator(_clock_time)]


class _Part(BaseModel):
    """Unknown fields are mistakes: a misspelt one must not be passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ServicePlan(_Part):
    """A kind of service. ``short``: how people say it."""

    name: str = Field(min_length=1, max_length=40)
    short: str = Field(min_length=1, max_length=20)


class TeamPlan(_Part):
    """A team. ``short``: how people say it, the name itself where none is given. ``patrols``: it takes turns at the lake.

    ``emblem``: what its people wear, for those who read the preset. ``service``: the kind of service of its activities, by its
    short name.
    """

    name: str = Field(min_length=1, max_length=40)
    short: str = Field(default="", max_length=20)
    patrols: bool = False
    emblem: str = Field(default="", max_length=20)
    service: str | None = None

    @property
    def said(self) -> str:
        """How people say it."""
        return self.short or self.name[:20]


RuleCheck = Callable[[str], object]
_rule_checks: list[RuleCheck] = []


def check_rules_with(check: RuleCheck) -> None:
    """Read the words of every ``rule`` with ``check`` while a preset is loaded; it raises ``Refusal`` for words that are none."""
    _rule_checks[:] = [check]


class SeriesPlan(_Part):
    """A recurring activity, ``start`` to ``end`` in local time; ``teams`` by what they are called.

    ``rule``: when, in the words of a chat („每月最后三天“, „每周六，寒暑假除外“). ``month_days``: the shorter way to write 每月8日、28日.
    """

    title: str = Field(min_length=1, max_length=40)
    kind: Literal["activity", "patrol"] = "activity"
    rule: str = Field(default="", max_length=200)
    month_days: tuple[DAYS, ...] = ()
    start: WallTime
    end: WallTime
    place: str = Field(min_length=1, max_length=40)
    capacity: int | None = Field(default=None, ge=1, le=5000)
    minimum: int | None = Field(default=None, ge=1, le=1000)
    teams: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end <= self.start:
            raise ValueError("结束时间要晚于开始时间")
        if len(set(self.month_days)) < len(self.month_days):
            raise ValueError("同一天写了两次")
        return self

    @model_validator(mode="after")
    def _has_one_rule(self) -> Self:
        if bool(self.rule) is bool(self.month_days):
            raise ValueError('哪天办要写一样：rule = "每月最后三天"，或 month_days = [8, 28]')
        try:
            for check in _rule_checks:
                check(self.when)
        except Refusal as refusal:
            raise ValueError(f"rule {refusal.text}") from refusal
        return self

    @property
    def when(self) -> str:
        """The rule in words."""
        return self.rule or f"每月{'、'.join(f'{day}日' for day in sorted(self.month_days))}"


class HazardPlan(_Part):
    """What is different here about a category of ``data/hazards.toml``: words more, who has it first, working hours."""

    name: str = Field(min_length=1, max_length=8)
    words: tuple[str, ...] = ()
    owner: Literal["网格员", "社工"] | None = None
    team: str = ""
    hours: int | None = Field(default=None, ge=1, le=400)


class Preset(_Part):
    """All of it. ``settings``: whole numbers by the key under which a room declared the knob. ``written``: the file's own text."""

    name: str
    teams: tuple[TeamPlan, ...] = Field(min_length=1)
    series: tuple[SeriesPlan, ...] = ()
    places: tuple[str, ...] = ()
    services: tuple[ServicePlan, ...] = ()
    hazards: tuple[HazardPlan, ...] = ()
    settings: dict[str, Annotated[int, Field(strict=True)]] = {}
    written: str = Field(default="", repr=False)

    def broken(self, loc: tuple[str | int, ...], what: str) -> Refusal:
        """What a room finds wrong at ``("settings", key)`` or ``("hazards", 2, "name")``, told with file and line."""
        return Refusal(opening_texts.preset_broken(f"{self.name}.toml", _where(self.written, loc), what))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        called = [name for team in self.teams for name in {team.name, team.said}]
        if twice := {name for name in called if called.count(name) > 1}:
            raise ValueError(f"两支队伍都叫{'、'.join(sorted(twice))}")
        if unknown := {name for plan in self.series for name in plan.teams} - set(called):
            raise ValueError(f"series 里的队伍{'、'.join(sorted(unknown))}在 teams 里没有")
        if unknown := {team.service for team in self.teams if team.service} - {each.short for each in self.services}:
            raise ValueError(f"teams 里的类别{'、'.join(sorted(unknown))}在 services 里没有")
        if unknown := {plan.team for plan in self.hazards if plan.team} - set(called):
            raise ValueError(f"hazards 里的队伍{'、'.join(sorted(unknown))}在 teams 里没有")
        return self


def names(folder: Path = PRESETS) -> Sequence[str]:
    """The presets there are."""
    return sorted(file.stem for file in folder.glob("*.toml"))


def suited(community: str, folder: Path = PRESETS) -> str:
    """The preset for a community of that name: the longest one whose name is in it (恋湖社区 → 恋湖), else the generic one."""
    named = [name for name in names(folder) if name in normalise(community)]
    return max(named, key=len, default=GENERIC)


def load(name: str, folder: Path = PRESETS) -> Preset:
    """Read and check a preset. Raises ``Refusal`` in one sentence: there is none of that name, or what is wrong where."""
    there = names(folder)
    wanted = next((each for each in there if normalise(each) == normalise(name)), None)
    if wanted is None:
        raise Refusal(opening_texts.no_such_preset(name, there))
    file, written = folder / f"{wanted}.toml", ""
    try:
        written = file.read_text(encoding="utf-8")
        return Preset.model_validate(tomllib.loads(written) | {"name": wanted, "written": written})
    except tomllib.TOMLDecodeError as error:
        raise Refusal(opening_texts.preset_broken(file.name, _where_toml(str(error)), "不是合格的 TOML")) from error
    except UnicodeDecodeError as error:
        raise Refusal(opening_texts.preset_broken(file.name, "", "要存成 UTF-8")) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise Refusal(
            opening_texts.preset_broken(file.name, _where(written, first["loc"]), _wrong(first["type"], first["msg"]))
        ) from error


def _where_toml(said: str) -> str:
    line = re.search(r"line (\d+)", said)
    return f"第 {line[1]} 行" if line else "末尾"


def _where(written: str, loc: tuple[str | int, ...]) -> str:
    """``("teams", 2, "short")`` as people look for it: the third [[teams]], its line, its field."""
    if not loc:
        return ""
    if len(loc) > 1 and isinstance(loc[1], int):
        heads = [number for number, line in enumerate(written.splitlines(), 1) if line.strip().startswith(f"[[{loc[0]}]]")]
        line = f"（第 {heads[loc[1]]} 行起）" if loc[1] < len(heads) else ""
        return " ".join([f"{loc[0]} 第 {loc[1] + 1} 项{line}", *map(str, loc[2:3])])
    key = re.compile(rf"\s*[\"']?{re.escape(str(loc[len(loc) - 1]))}[\"']?\s*=")
    line = next((number for number, text in enumerate(written.splitlines(), 1) if key.match(text)), None)
    return " ".join(map(str, loc)) + (f"（第 {line} 行）" if line else "")


_WRONG = {
    "missing": "没有写",
    "extra_forbidden": "没有这个字段，是不是写错了",
    "string_type": "要写成文字",
    "int_type": "要写成整数",
    "bool_parsing": "要写 true 或 false",
    "tuple_type": "要写成一列",
}


def _wrong(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return _WRONG.get(kind, "的值不合适")
