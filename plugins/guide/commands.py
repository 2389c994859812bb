"""帮助 and 菜单, and the menu for whoever is not understood."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import sense
from plugins.inbox import texts as inbox_texts
from plugins.inbox.heard import Heard
from plugins.inbox.meaning.meant import Meant
from plugins.inbox.speaker import Speaker
from plugins.inbox.table import Answer, Command, Takes, Turn, Where, command
from plugins.people import staff

from . import lost, nearest, small_talk, texts
from .offer import Offer, is_for_leaders, offer, weight

SHORT_WORD = 2
LONGEST_SHOWN = 12
LONGEST_OFFERED = 40


def _where(heard: Heard) -> Where:
    return Where.GROUP if heard.in_group else Where.PRIVATE


async def _asks_for_help(turn: Turn) -> bool:
    """In a group 「帮助 邻居搬家」 is chatter; a word that is, or nearly is, a command asks for help on it."""
    if turn.heard.spoken_to or nearest.by_word(turn.rest) or nearest.in_topic(turn.rest):
        return True
    here = await offer(turn.session, turn.speaker, _where(turn.heard))
    near = nearest.mistyped(turn.rest, here.commands())
    return near is not None and len(near.word) > SHORT_WORD  # half of 别人 is 找人


@command(
    "帮助",
    words=("菜单", "使用说明", "help"),
    topic="帮助",
    summary="看您在这里能做什么、怎么发",
    usage="帮助 [指令]",
    examples=("帮助", "帮助 报名"),
    takes=Takes.REFERENCE,
    accepts=_asks_for_help,
    known_only=True,
    meant=Meant(
        line="帮助 {topic}",
        says=(
            "你…(?:会|能|可以)…(?:做|干|帮)?…<什么>",
            "(?:能|会)(?:干|做)(?:<什么>|嘛|吗)",
            "(?:怎么|咋|如何|怎样)(?:使用|用|操作|弄|玩|搞)",
            "不会(?:用|操作|弄|使)(?!手机)",
            "你是<谁>(?!家)|你叫什么",
            "说明书|使用说明|^帮助|看帮助|菜单|功能|教程",
            "不知道怎么(?:用|操作|弄)?",
        ),
        beside=("救命|教教?我|有|没有|操作|用|这个",),
    ),
)
async def help_on(turn: Turn) -> str:
    """The menu, or one word in full."""
    here = await offer(turn.session, turn.speaker, _where(turn.heard))
    if not turn.rest:
        return _menu(here)
    if found := nearest.by_word(turn.rest):
        return _one(here, found)
    if chapter := nearest.in_topic(turn.rest):
        mine = [(each, here.examples(each)) for each in chapter if here.allows(each)]
        return texts.chapter(chapter[0].topic, mine) if mine else _one(here, chapter[0])
    near = nearest.mistyped(turn.rest, here.commands())
    similar = nearest.similar(turn.rest, here.commands())
    names: dict[str, None] = dict.fromkeys(each.name for each in ([near.command] if near else []) + similar)
    return texts.unknown((turn.raw or turn.rest)[:LONGEST_SHOWN], list(names)[: nearest.MOST])


def _menu(here: Offer, heading=texts.menu) -> str:
    return heading(here.speaker.community, chapters(here), nothing_open=not here.open)


def chapters(here: Offer) -> list[tuple[str, list[str]]]:
    """The chapters with an example of each command that works now; 帮助 itself needs no line."""
    found: dict[str, list[str]] = {}
    for each in sorted(here.commands(), key=weight):
        if each.topic != texts.LAST and (some := here.examples(each)):
            found.setdefault(each.topic, []).append(some[0])
    return sorted(found.items(), key=lambda item: texts.place_in_order(item[0]))


def _one(here: Offer, found: Command) -> str:
    beside = [each.name for each in here.commands() if each.topic == found.topic and each.name != found.name]
    return texts.one(found, texts.who(found, leads=is_for_leaders(found)), here.examples(found), beside)


def _worth_offering(line: str, heard: Heard) -> bool:
    """A line that was not understood as it stood is no help said again, nor is one too long to be read back."""
    return len(line) <= LONGEST_OFFERED and line.replace(" ", "") != heard.text.replace(" ", "")


def _in_a_word(heard: Heard) -> str | None:
    """What needs no menu: thanks, a picture without a word, a joke under a notice in the group."""
    if nearest.thanks(heard.text):
        return texts.you_are_welcome()
    if heard.photos and not heard.text:
        return texts.only_a_picture()
    about = heard.about if heard.in_group else None
    return texts.not_understood_under_notice() if about and about.startswith("activity:") else None


async def _for_the_lost(session: AsyncSession, speaker: Speaker, heard: Heard) -> sense.Menu:
    """The nearest command first, when one is near; else what there is."""
    if speaker.community_id is None:
        return sense.Menu(Answer((inbox_texts.how_to_begin if speaker.is_admin else inbox_texts.which_community)()))
    here = await offer(session, speaker, _where(heard))
    if courteous := _in_a_word(heard):
        return sense.Menu(Answer(courteous))
    people = await staff.names(session, speaker.community_id, speaker.member_id)
    if told := small_talk.answer(heard.text, people):
        return sense.Menu(Answer(told))
    near = nearest.mistyped(heard.text, here.commands())
    if near and _worth_offering(near.line, heard):
        return sense.Menu(Answer(texts.did_you_mean(near.line)), (near.line,))
    if near:
        some = here.examples(near.command) or near.command.examples
        return sense.Menu(Answer(inbox_texts.usage(near.command.usage, some[0])))
    again = lost.once_more(heard.platform, heard.user)
    return sense.Menu(Answer(texts.still_not_understood(people) if again else _menu(here, texts.not_understood)))


sense.use_menu(_for_the_lost)
