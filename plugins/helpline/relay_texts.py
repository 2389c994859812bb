"""Sentences around what two people write to each other through the bot."""

from collections.abc import Sequence

from plugins.tickets.audience import View


def line(label: str, number: int, words: str, *, to_taker: bool, first: bool) -> str:
    """What one side wrote, for the other; the first one says how to answer."""
    who = "求助的人" if to_taker else "接单的人"
    said = words or "（发来照片）"
    how = f"\n（引用这句话回，或发「回复 {number} 您的话」）" if first else ""
    return f"{label} {who}说：{said}{how}"


def passed_on(label: str, *, taken: bool, photos: int, missing: int) -> str:
    """To the writer. Nobody says it has arrived: only that it goes on, and what happens if it does not."""
    with_photos = f"，带 {photos} 张照片" if photos else ""
    lost = f"有 {missing} 张照片没取到，请重发。" if missing else ""
    if not taken:
        return f"{label}：记下了{with_photos}，有人接单就转给他。{lost}"
    return f"{label}：转过去了{with_photos}，送不到我告诉您。{lost}"


def photo_kept(count: int, *, lost: int) -> str:
    """While the need is still being told; the next question follows."""
    return f"照片收好了（{count} 张），只有接单的人看得到。{f'有 {lost} 张没取到，请重发。' if lost else ''}\n"


def photo_lost() -> str:
    """It could not be fetched."""
    return "照片没取到，请再发一次。"


def not_arrived(view: View) -> str:
    """To the writer: the other side could not be reached."""
    return f"{view.label}：刚才那句话没送到，对方的私聊不通。已请社工帮忙联系；急的话打电话。"


def staff_may_help(view: View) -> str:
    """To the 社工."""
    return f"{view.label}：两边的私聊有一边不通，话转不过去，请帮忙联系。看联系方式发「求助详情 {view.label.lstrip('求')} 联系不上」。"


def taken_back(label: str) -> str:
    """Where the platform cannot take a message back."""
    return f"{label}：对方撤回了刚才的一句话，请当没看见，也别转发。"


def which_need() -> str:
    """No number, and nothing was quoted."""
    return "回给哪一件？请引用我转来的那句话再回，或写上号，例如「回复 124 我在家」。"


def nothing_said(number: int) -> str:
    """Only a number."""
    return f"想说什么？写在后面，例如「回复 {number} 我在家」。"


def say_the_number(word: str, number: int) -> str:
    """Under a relayed line stands a word that is meant for the house, not for the other side."""
    return f"这句是要办事还是要转给对方？要办就写上号：「{word} {number} …」；要转就发「回复 {number} …」。"


def not_a_party(label: str) -> str:
    """Neither the one who asked nor the taker."""
    return f"{label} 的话只在求助的人和接单的人之间转。您要是来帮忙的，先发「接单」。"


def not_open(label: str) -> str:
    """It is over."""
    return f"{label} 已经结束了，不再转话。还没解决就发「重开 {label.lstrip('求')} 还差什么」。"


def words_stand() -> str:
    """「撤销」 after words were passed on."""
    return "刚才的话已经转过去了，收不回来；求助还在。说错了再发一条更正，不用帮了发「撤回 求助号」。"


def too_long(most: int) -> str:
    """More than fits."""
    return f"太长了，一次最多 {most} 个字，请分几次说。"


def which_one(lines: Sequence[str]) -> str:
    """Plain words by somebody who has several open: to which other side?"""
    return "要转给哪一件的对方？" + "，".join(f"回 {number} {line}" for number, line in enumerate(lines, 1)) + "，回 0 不转。"


def send_it_on(label: str) -> str:
    """Plain words by somebody who has one open: shall they go there?"""
    return f"要转给 {label} 的对方吗？回 1 转过去，回 0 不转。"
