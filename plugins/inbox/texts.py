"""Sentences of the inbox."""

from collections.abc import Sequence

from .speaker import Who

ASK_WHOM = {Who.LEADER: "队长或社工", Who.STAFF: "社工", Who.ADMIN: "管理员"}


def not_done(reference: str) -> str:
    """A defect: nothing was changed."""
    return (
        f"抱歉，我这边出了点问题，这件事没有办成，也没有改动任何东西。请过一会儿再发一次；还不行就把编号 {reference} 告诉社工。"
    )


def only_for(name: str, needed: Who) -> str:
    """The speaker's role is not enough."""
    return f"「{name}」要由{ASK_WHOM[needed]}来发，请找他们帮忙。"


def say_in_private(name: str) -> str:
    """Said in a group, but it belongs into a private chat."""
    return f"「{name}」请私聊我说，群里人多不方便。"


def say_in_group(name: str) -> str:
    """Said in private, but it belongs into a group."""
    return f"「{name}」请在群里发，我才知道是哪个群。"


def which_community() -> str:
    """A private message of somebody of whom no community is known."""
    return "我还不知道您是哪个社区的。请先在社区的群里报一次名（发「报名」），我就认识您了，再来私聊我就行。"


def how_to_begin() -> str:
    """To a 管理员 in private, before there is a community of his."""
    return (
        "还没有开通社区，或者不知道您说的是哪个。请把我拉进社区的群，在群里发「开通 社区名」，例如「开通 恋湖社区 模板 恋湖」。"
    )


def did_you_mean(line: str) -> str:
    """A likely meaning."""
    return f"你是想「{line}」吗？是的话回 1，不是就回 0。"


def understood(line: str, answer: str) -> str:
    """A sentence was taken for a command: say which, so that it can be undone."""
    return f"{answer}\n（听成了「{line}」；不对就发「撤销」）"


def say_again() -> str:
    """To what was missed and would begin a dialogue: nobody is there any more who waits for the question."""
    return "请再说一遍"


def dropped() -> str:
    """The person chose none of what was offered."""
    return "好的，什么都没动。"


def choose_between(most: int) -> str:
    """A number outside the list."""
    return f"请回 1 到 {most} 之间的数字；都不是就回 0。" if most > 1 else "是的话回 1，不是就回 0。"


def how_to_open() -> str:
    """To the 管理员, in a group of no community."""
    return "这个群还没有开通。发「开通 社区名」，例如「开通 恋湖社区 模板 恋湖」；社区已有了就发「加入社区 社区名」。"


def usage(usage: str, example: str) -> str:
    """A command without what it needs."""
    return f"请这样发：{usage}\n例如：{example}"


def which_question(said: str, lines: Sequence[str]) -> str:
    """A number that fits several letters."""
    listed = "\n".join(f"{index}. {line}" for index, line in enumerate(lines, 1))
    return f"您回的“{said}”是哪一件？回前面的数字，或引用那条消息再回：\n{listed}"


def file_too_large(most: int) -> str:
    """A file beyond the limit."""
    return f"这个文件太大了（最多 {most // 1024 // 1024} MB），我没有打开。请只留下要看的那张表，再发一次。"


def file_not_had() -> str:
    """The peer did not hand it over."""
    return "文件没有取到，请再发一次；还不行就换成私聊发给我。"


def too_fast() -> str:
    """To somebody who has said more in a minute than anybody types; once, then silence."""
    return "您一下发得太多，我先歇半分钟。这一条和接下来的都没有办，歇好了再发一次就行。"


def cannot_reach_you() -> str:
    """In the group, to somebody whose private chat is closed to us."""
    return "私聊发不到您那里。请先加我好友，再私聊我发一次。"
