"""The sentences of docs/工单.md around its picture and tables."""


def head() -> str:
    """Title and what the page is."""
    return (
        "# 工单的一生\n\n"
        "随手报、求助都是工单，一个社区一个号码序列，显示成 随123、求124。这一页由 `python docs/generate.py` 从 "
        "`plugins/tickets/life.py` 的表写出来；表里没有的，发什么、按什么顺序发都办不成。"
    )


def undone() -> str:
    """The states in which somebody still has to do something, together."""
    return "还没办完"


def about_verbs() -> str:
    """Before the table of verbs."""
    return (
        "## 怎么说、谁可以说\n\n"
        "“负责的岗位”是工单现在归谁管的队长、副队长、网格员，和它上面的团长、社工；“报的人”包括替他说话的人。"
        "没有「」的由程序到时间做。"
    )


def about_states() -> str:
    """Before the grid."""
    return "## 每个状态下能做什么\n\n格子里是做完以后的状态，空着的做不成。"


def about_disclosure() -> str:
    """Before the tables of who is shown what."""
    return (
        "## 谁能看到什么\n\n"
        "所有的话都经过 `disclosure.view`：表里没有打勾的，那个人的消息里就没有。群里从来没有任何人写的原话。"
        "电话、证件号、门牌号除了经办人和写的人自己，都打码。匿名报的不给任何人看名字。\n\n事情（随手报）："
    )


def about_private() -> str:
    """Before the second one."""
    return "人的事（求助）："


def rules() -> str:
    """What no table shows."""
    return """## 规矩

* **期限**按工作时算：国务院的放假调休表（程序里的表到哪年，之后按周一到周五），上下班钟点是设置「上班钟点」「下班钟点」。
  每次派到新的人手里、报的人每说一句，都重新开始提醒；接单和补充不会把答应过的日子往后推。
* **提醒**到期前一次、到期时一次，之后每隔「工单升级间隔」往上报一级：队长（网格员）→ 副队长 → 团长、副团长 → 社工；到了最上面，级别从
  网格 → 社区 → 街道升一级。每一次只说一遍，重启也不会重说。请假的人跳过去，并且照实说。
* **办结**要写怎么办的，然后问报的人：好了、一半、没有。没有或重开，交给上一级。不回话不算好：到「工单确认天数」按“未确认”结案，前一天提醒；
  统计里“未确认”不算办好。结案超过「工单重开天数」就当新的再报。
* **积分**要别人确认过才有：确认的人不能是经办人，也不能是拿分的人。所以报的人说「好了」，经办人得分；报的人自己的分，要社工「核实」。
  确认被撤销或重开，分也冲回去。
* **撤销**：十分钟内能收回自己的最后一步，已经告诉过的人会再听到一遍；后来别人又动过的，收不回。
* **送不到**：给负责的人的消息没送到（不是好友、窗口过期），社工和报的人都会知道；报的人联系不上，社工会知道。没送到的绝不说送到了。"""
