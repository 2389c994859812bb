"""Every command that is declared keeps the promises of its declaration."""

import pytest

from plugins.inbox.heard import CALL
from plugins.inbox.matching import find, raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import BY_FIRST, COMMANDS, WORDS, Command, Takes, command
from plugins.inbox.wording import normalise
from plugins.outbox.gateway import split
from tests.activity.scene import Scene
from tests.test_docs import typed
from tests.wire import QQ, WeChat

DECLARED = sorted(COMMANDS.values(), key=lambda each: each.name)


@pytest.mark.parametrize("each", DECLARED, ids=lambda each: each.name)
def test_a_declaration_is_whole(each: Command) -> None:
    assert each.summary
    assert each.topic
    assert each.examples
    assert each.usage.startswith(each.words)
    for word in each.words:
        assert normalise(word) == word, "words are declared as they are compared"
        assert not word.startswith(CALL)
    for example in each.examples:
        assert normalise(example).startswith(tuple(map(normalise, each.words)))


def test_no_word_is_declared_twice() -> None:
    with pytest.raises(ValueError, match="two commands"):
        command(DECLARED[0].name, topic="x", summary="x")(DECLARED[0].run)
    with pytest.raises(ValueError, match="declared twice"):
        command("没有的指令", topic="x", summary="x", words=(DECLARED[0].words[0],))(DECLARED[0].run)
    forget("没有的指令")


def forget(name: str) -> None:
    """A command that was declared for a test is gone again."""
    made = COMMANDS.pop(name)
    for word in [word for word, sharing in WORDS.items() if made in sharing]:
        WORDS[word].remove(made)
        if not WORDS[word]:
            del WORDS[word]
            BY_FIRST[word[0]].remove(word)


def test_a_word_is_shared_by_shapes() -> None:
    """「代 王奶奶 报名 12」 and 「代 王奶奶 预约 …」 are two commands: what follows the word tells them apart."""
    for name, shape in (("试着要", r"(?P<name>\S+) 要.*"), ("试着给", r"(?P<name>\S+) 给.*")):
        command(name, topic="x", summary="x", words=("试",), takes=Takes.REFERENCE, shape=shape)(DECLARED[0].run)
    try:
        found = [
            [match.command.name for match in find(typed(said))] for said in ("试 王奶奶 要 1", "试 王奶奶 给 1", "试 王奶奶")
        ]
        assert found == [["试着要"], ["试着给"], []]
    finally:
        forget("试着要")
        forget("试着给")


def test_no_example_of_a_shared_word_means_two_commands() -> None:
    shared = {each.name: each for sharing in WORDS.values() if len(sharing) > 1 for each in sharing}
    for each in shared.values():
        for example in each.examples:
            said = example.replace("{n}", "1")
            assert [match.command.name for match in find(typed(said)) if match.plain] == [each.name], said


@pytest.mark.parametrize("each", DECLARED, ids=lambda each: each.name)
async def test_the_bare_word_is_answered_once_in_private(qq_scene: Scene, each: Command) -> None:
    who = {Who.ANYONE: "王阿姨", Who.LEADER: "队长老陈", Who.STAFF: "社工小周", Who.ADMIN: "管理员"}[each.who]
    parts = await qq_scene.wire.say(who, each.name, group=None)
    assert parts == split("\n".join(parts)) != [""], "one answer, in parts only where it is too long for one message"


@pytest.mark.parametrize("each", [each for each in DECLARED if each.who > Who.ANYONE], ids=lambda each: each.name)
async def test_roles_are_asked_for(qq_scene: Scene, each: Command) -> None:
    line = each.examples[0].replace("{n}", "1")
    [said] = await qq_scene.wire.say("小李", [("at", "bot"), ("text", f" {line}")])
    assert any(word in said for word in ("队长", "社工", "管理员"))


@pytest.mark.parametrize(
    ("said", "rest", "raw"),
    [
        ("发布 清洁　家园！", "清洁 家园!", "清洁　家园！"),
        ("帮 王奶奶 報名 12", "王奶奶 报名 12", "王奶奶 報名 12"),
        ("报名", "", ""),
        ("小红帽 发布 Ａ", "A", "Ａ"),
    ],
)
def test_what_was_typed_is_what_is_stored(said: str, rest: str, raw: str) -> None:
    assert raw_of(said, rest) == raw


async def test_a_new_word_costs_chatter_nothing(wire: QQ | WeChat) -> None:
    """Chatter is decided by its first character: nobody is asked, no session is opened."""
    assert await wire.say("王阿姨", "今天天气真好") == []
    assert not wire.calls
