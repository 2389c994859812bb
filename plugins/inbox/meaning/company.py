"""With how many somebody comes: 3人, 我们两口子, 一家三口, 我跟老伴, 带孙子."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.inbox.meaning.kinship import Person
from plugins.inbox.meaning.phrases import Span

MOST = 30  # more than that is no family; it stays unexplained and is asked
_COUNTED = re.compile(
    r"(?:我们|我|俺们|俺|咱们|咱)?(?:一家|全家|宿舍|家)?(?:一共|总共|共)?(?<![\d第])(\d{1,2})(?:个|位|名|口)?(?:人|口人|口子|口|大人|名额)(?:儿)?"
)
_PORTIONS = re.compile(r"(?<=报)(?:名)?([2-9])[个位名份]|(?:给我|给)(?:留|加|报)([2-9])[个位名份]")
_PAIR = re.compile(
    r"(?:我|俺|咱)?们?(?:夫妻|夫妇|娘|爷|母女|母子|父子|父女|爷孙|祖孙|姐妹|兄弟|姐|哥)?(?:俩人?|两人|2口子|两口子|老两口|小两口)|夫妻双双|老2口|小2口"
)
_TRIO = re.compile(r"(?:我|俺|咱)?们?(?:娘|爷|姐妹|兄弟|哥)?仨人?")
_BRINGING = re.compile(r"(?:带着|带上|带|领着|领上)(?:我家|我的|俺家|我|俺|个|1个)*$")
_SOME_WITH_ME = re.compile(
    r"(?:带着|带上|带了|带|领着|领)(\d{1,2})(?:个|位|名)?(?:小?朋友|小孩儿?|孩子|小?孙[子女]|大人|人|同学|娃娃?|家人|亲戚|邻居)"
)
_WITH_ME = re.compile(r"(?:我|俺|咱)(?:们)?(?:和|跟|与|同)$")
_AND_ME = re.compile(r"^(?:和|跟|与|同)(?:我|俺)")


@dataclass(frozen=True, slots=True)
class Company:
    """``words`` as the command takes them (3人, 带孙子; empty when alone), where they stand, and who is explained by them."""

    words: str
    spans: tuple[Span, ...]
    people: tuple[Person, ...]


def _brought(text: str, people: Sequence[Person]) -> Company | None:
    if some := _SOME_WITH_ME.search(text):
        inside = tuple(person for person in people if some.start() <= person.span[0] < some.end())
        return Company(f"{int(some[1]) + 1}人", (some.span(),), inside)
    for person in people:
        if before := _BRINGING.search(text[: person.span[0]]):
            said = re.sub(r"^(?:我们家|我家|我的|俺家|我|俺)", "", person.said)
            said = said * 2 if len(said) == 1 else said
            return Company(f"带{said}", ((before.start(), person.span[1]),), (person,))
    return None


def _counted(text: str) -> tuple[int, list[Span]]:
    """The largest number of people that is said, and every place where one is."""
    hits = [
        (int(next(filter(None, hit.groups()))), hit.span()) for rule in (_COUNTED, _PORTIONS) for hit in rule.finditer(text)
    ]
    hits += [(heads, hit.span()) for rule, heads in ((_PAIR, 2), (_TRIO, 3)) for hit in rule.finditer(text)]
    hits = [hit for hit in hits if hit[0] <= MOST]
    return max((heads for heads, _ in hits), default=0), [span for _, span in hits]


def company_in(text: str, people: Sequence[Person]) -> Company:
    """Who comes along with the speaker (normalised text, Arabic digits)."""
    if brought := _brought(text, people):
        return brought
    heads, spans = _counted(text)
    with_me = [person for person in people if _WITH_ME.search(text[: person.span[0]]) or _AND_ME.search(text[person.span[1] :])]
    heads = max(heads, 1 + len(with_me))
    spans += [person.span for person in with_me]
    return Company(f"{heads}人" if heads > 1 else "", tuple(spans), tuple(with_me))
