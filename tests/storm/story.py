"""What happened, line by line, and of that the few lines that tell how one promise was broken."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LONGEST = 40  # lines of a shortened story
AROUND = 3.0  # seconds before and after: a misfortune so near may have to do with it


@dataclass(frozen=True, slots=True)
class Complaint:
    """A promise that is broken, in words; ``about``: words by which what led to it is found in the story."""

    text: str
    about: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the story; ``fault``: not what somebody said or heard, but what befell the bot or a peer."""

    at: float
    text: str
    fault: bool = False

    def __str__(self) -> str:
        return f"{self.at:8.2f}  {'*** ' if self.fault else ''}{self.text}"


@dataclass
class Story:
    """All moments of a storm, in their order."""

    moments: list[Moment] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def _note(self, text: str, *, fault: bool = False) -> None:
        self.moments.append(Moment(time.monotonic() - self.begun, text.replace("\n", " ⏎ "), fault))

    def said(self, who: str, chat: str, text: str) -> None:
        self._note(f"{who} in {chat}: {text}")

    def heard(self, chat: str, text: str) -> None:
        self._note(f"    the bot in {chat}: {text}")

    def fault(self, text: str) -> None:
        self._note(text, fault=True)

    @property
    def faults(self) -> list[str]:
        return [each.text for each in self.moments if each.fault]

    def of(self, complaint: Complaint) -> Sequence[Moment]:
        """What was said and heard about the same things, and what befell the bot at that time; at most the last lines of it."""
        told = [each for each in self.moments if not each.fault and all(word in each.text for word in complaint.about)]
        told = told[-LONGEST:]
        faults = [each for each in self.moments if each.fault and _near(each, told)]
        return sorted([*told, *faults], key=lambda each: each.at)[-2 * LONGEST :]

    def __str__(self) -> str:
        return "\n".join(map(str, self.moments))


def _near(fault: Moment, told: Iterable[Moment]) -> bool:
    return any(abs(fault.at - each.at) <= AROUND for each in told)


def report(story: Story, complaints: Sequence[Complaint], most: int = 10) -> str:
    """Each of the first broken promises with its own short story."""
    parts = [f"{len(complaints)} broken promises"]
    for each in complaints[:most]:
        lines = story.of(each) if each.about else ()
        parts += [f"\n— {each}", *(f"  {line}" for line in lines)]
    return "\n".join(parts)
