"""Sentences of the guide."""

from collections.abc import Sequence

from plugins.inbox.speaker import Who
from plugins.inbox.table import Command, Where
from plugins.tickets.grievance_texts import or_a_person

MOST_IN_LINE = 2
MOST_CHAPTERS = 7
FEW_CHAPTERS = 3
ORDER = (
    "看活动",
    "报名",
    "签到",
    "随手报",
    "求助",
    "发起活动",
    "办工单",
    "巡湖",
    "积分",
    "预约",
    "我报的事",
    "随手助、随手派",
    "定期活动",
    "档案",
    "队伍",
    "带队",
    "个人数据",
    "社区职务",
    "开通社区",
    "值班",
    "发件箱",
    "撤销",
)
"""What most people need first: the menu shows the first of them that this person may use, and names the rest."""
LAST = "帮助"
WHO = {Who.ANYONE: "谁都可以", Who.LEADER: "队长、副队长、团长、社工", Who.STAFF: "社工", Who.ADMIN: "管理员"}
OF_THE_ACTIVITY = "这个活动的发起人、队长，团长，社工"
PLACES = {Where.ANYWHERE: "群里、私聊都行", Where.GROUP: "群里", Where.PRIVATE: "私聊"}


def place_in_order(topic: str) -> tuple[int, str]:
    """Where a chapter stands: what most people need first, unknown ones behind, 撤销 at the end."""
    if topic == "撤销":
        return len(ORDER) + 1, topic
    return (ORDER.index(topic) if topic in ORDER else len(ORDER)), topic


def menu(community: str, chapters: Sequence[tuple[str, Sequence[str]]], *, nothing_open: bool) -> str:
    """What the person may do here: one line a chapter."""
    return "\n".join([f"您在{community}可以发：", *_lines(chapters, MOST_CHAPTERS, nothing_open=nothing_open)])


def not_understood(community: str, chapters: Sequence[tuple[str, Sequence[str]]], *, nothing_open: bool) -> str:
    """The same and shorter, to somebody whose words nobody understood."""
    return "\n".join([f"这句我没听懂。您在{community}可以发：", *_lines(chapters, FEW_CHAPTERS, nothing_open=nothing_open)])


def you_are_welcome() -> str:
    """To thanks, or to 「好的」 where nothing was asked."""
    return "不客气！有事随时找我，发「帮助」看我会什么。"


def only_a_picture() -> str:
    """A picture and not a word."""
    return "图片我看不懂，请用文字说，例如「活动」。发「帮助」看我会什么。"


def not_understood_under_notice() -> str:
    """Something unknown under a quoted notice of an activity: short, others read along."""
    return "这句我没听懂。要来请回「+1」，来不了请回「取消」；别的发「帮助」。"


def _lines(chapters: Sequence[tuple[str, Sequence[str]]], most: int, *, nothing_open: bool) -> list[str]:
    """One screen of a phone: the first chapters with examples, the others by name."""
    lines = [_chapter(topic, examples) for topic, examples in chapters[:most]]
    if nothing_open:
        lines.insert(0, "（现在没有能报名的活动，有了会在群里说。）")
    if others := [topic for topic, _ in chapters[most:]]:
        lines.append(f"还有：{' · '.join(others)}")
    word = others[0] if others else "报名"
    return [*lines, f"哪一条怎么用，发「帮助 {word}」这样；不记得怎么发，私聊我直接说也行。"]


def _chapter(topic: str, examples: Sequence[str]) -> str:
    shown = "".join(f"「{each}」" for each in examples[:MOST_IN_LINE])
    return f"{topic}：{shown}{'…' if len(examples) > MOST_IN_LINE else ''}"


def who(command: Command, *, leads: bool) -> str:
    """Who may say it; ``leads``: whoever leads the activity it is about."""
    return OF_THE_ACTIVITY if leads else WHO[command.who]


def one(command: Command, who: str, examples: Sequence[str], beside: Sequence[str]) -> str:
    """One command in full."""
    lines = [f"「{command.name}」{command.summary}。", f"这样发：{command.usage}"]
    if examples:
        lines.append("例如：" + "".join(f"「{each}」" for each in examples))
    elif any("{n}" in each for each in command.examples):
        lines.append("（现在没有合适的活动可以举例，活动号看「活动」。）")
    if also := [*command.words[1:5]]:
        lines.append(f"也可以说：{'、'.join(also)}")
    if command.quoting:
        lines.append(f"引用我发的活动通知，直接回「{command.quoting[0]}」也行。")
    lines.append(f"谁能用：{who}；在哪里：{PLACES[command.where]}。")
    if beside:
        lines.append(f"同类的还有：{'、'.join(beside)}")
    return "\n".join(lines)


def chapter(topic: str, commands: Sequence[tuple[Command, Sequence[str]]]) -> str:
    """A chapter: a line for each command."""
    lines = [f"{each.summary}：「{examples[0] if examples else each.usage}」" for each, examples in commands]
    return "\n".join([f"{topic}：", *lines])


def unknown(word: str, near: Sequence[str]) -> str:
    """A word that is no command."""
    if not near:
        return f"没有「{word}」这条。发「菜单」看您能做什么。"
    return f"没有「{word}」这条。您要找的是不是{'、'.join(f'「{each}」' for each in near)}？发「帮助 {near[0]}」看怎么用。"


def did_you_mean(line: str) -> str:
    """The nearest command, to be run by answering."""
    return f"您是想发「{line}」吗？是的话回 1，不是就回 0。发「菜单」看您能做什么。"


def manual_head() -> str:
    """The head of the generated page."""
    return (
        "# 指令一览\n\n"
        "这一页由程序从指令自己的声明生成（`python docs/generate.py`），不要手改；测试会核对它是不是最新的。\n\n"
        "例子里的 12 是活动号，发「活动」就能看到真的活动号。方括号里的可以不写，竖线表示几种选一种。"
    )


def manual_columns() -> str:
    """The head of each table."""
    return "| 这样发 | 做什么 | 例子 | 也可以说 | 谁能用 | 在哪里 |\n|---|---|---|---|---|---|"


def still_not_understood(staff: Sequence[str]) -> str:
    """Twice within minutes: no menu again, but a person."""
    return f"还是没听懂，对不住。一句话说一件事就好，比如「活动」「报名 2」「积分」；全部的发「帮助」。\n{or_a_person(staff)}"


def a_person(staff: Sequence[str]) -> str:
    """A human is wanted."""
    return f"我是机器人，转不了人工。{or_a_person(staff)}"


def what_i_am(staff: Sequence[str]) -> str:
    """Are you a person?"""
    return f"我叫小红帽，是社区志愿服务的小帮手，不是真人：报名、查积分、报修、求助，跟我说一声就行，发「帮助」看全部。\n{or_a_person(staff)}"


def no_numbers(staff: Sequence[str]) -> str:
    """Somebody's number is wanted."""
    return "谁的电话我都不往外说。找活动的队长，请在群里 @ 他；家里有难处，发「求助 什么事」，我两头传话，不露号码。"


def no_swap(staff: Sequence[str]) -> str:
    """What can points be swapped for?"""
    return "积分现在用来上榜、评先进，时长用来评星级，还不能换东西。看自己的发「积分」。"


def children(staff: Sequence[str]) -> str:
    """May a child come?"""
    return "小朋友能来，请家长带着：家长发「报名 活动号 带孩子」就行。要给孩子记时长，家长私聊我发「注册 孩子 名字」。有的活动限年龄，活动里会写。"


def how_to_call(staff: Sequence[str]) -> str:
    """People are to be called in the group."""
    return "要在群里招人，发「招人 活动号」，差几人我去说一声；开始前的提醒我会自己发。要跟名单上的人说，发「通知名单 活动号 要说的话」。"


def how_to_change(staff: Sequence[str]) -> str:
    """An activity is to be at another time or place."""
    return "改时间发「改期 活动号 新时间」，例如「改期 2 29日14点」；改地点发「改地点 活动号 新地点」。报了名的我都会通知到。"


def sorry(staff: Sequence[str]) -> str:
    """Scolded."""
    return f"对不住，没帮上您的忙。{or_a_person(staff)}"


def late(staff: Sequence[str]) -> str:
    """He will be late, or leaves early."""
    return "晚点到、早点走没关系，在群里 @ 队长说一声就行；时长按到场的时间算，由队长记。来不了请发「取消报名」。"


def teams(staff: Sequence[str]) -> str:
    """Into a team, or out of it."""
    return "进队发「加入 队名」，退队发「退出 队名」，一人可以进几支队。有哪些队发「队伍」。"


def own_hours(staff: Sequence[str]) -> str:
    """Hours that no activity knows of."""
    return "活动的时长由队长记考勤，漏了私聊我发「我去了 活动号」，队长核对后补上。自己顺手做的好事，发「随手助 做了什么」，社工核对后入账。"
