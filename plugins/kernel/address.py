"""Where a message can go: a platform, the bot's account there, and a group or a person."""

from dataclasses import dataclass
from typing import Literal, Self

Kind = Literal["group", "person"]


@dataclass(frozen=True, slots=True)
class Address:
    """One group or one person, as seen by one account of the bot.

    ``platform`` is ``qq`` (OneBot v11) or what a v12 peer calls itself (``wechat`` …). ``ident`` is the group's or the
    person's id there. Written as ``qq:80001:group:70001``; ids may hold colons, so the id comes last.
    """

    platform: str
    account: str
    kind: Kind
    ident: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.account}:{self.kind}:{self.ident}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The address that ``str()`` wrote. Raises ``ValueError`` when it is not one."""
        platform, account, kind, ident = text.split(":", 3)
        if kind not in ("group", "person"):
            raise ValueError(f"not an address: {text!r}")
        return cls(platform, account, kind, ident)

    @property
    def is_group(self) -> bool:
        """Whether others read along."""
        return self.kind == "group"
