"""What moving house says. It is read on the command line, by whoever looks after the machine."""

from plugins.points.texts import hours

from .cargo import Inventory

NAMED = {
    "community": "社区",
    "member": "成员",
    "account": "账号",
    "team": "队伍",
    "activity": "活动",
    "sign_up": "报名",
    "ledger_entry": "账目",
    "ticket": "工单",
    "hazard": "随手报",
    "need": "求助",
    "deed": "改动记录",
    "outgoing_message": "发件箱",
}


def moved(there: Inventory, *, where: str, key_copied: bool) -> str:
    """All has arrived: every table with its rows, the sums, and what is to be done now."""
    rows = sum(each.rows for each in there.tables.values())
    facts = [
        f"搬好了：{len(there.tables)} 张表、{rows} 行，两边一行一行对过，都一样。",
        f"积分合计 {there.points}，时长合计 {hours(there.minutes)}，两边一样。",
        *(_line(name, each.rows) for name, each in there.tables.items() if each.rows),
        f"没有内容的表 {sum(not each.rows for each in there.tables.values())} 张。",
        "钥匙 secret.key 也抄到了新库旁边。" if key_copied else "钥匙还是原来那把，不用动。",
        f"下一步：把 .env 里的 DATABASE_URL 改成新库（{where}），再启动。照片在 data/photos/，不用搬。",
        "原来的库一个字没动，确认没问题以后请收好，别再用它启动。",
    ]
    return "\n".join(facts)


def _line(name: str, rows: int) -> str:
    called = f"{NAMED[name]}（{name}）" if name in NAMED else name
    return f"　{called}：{rows} 行"


def not_moved(why: str) -> str:
    """Nothing has moved."""
    return f"没有搬：{why}。原来的库没有动，新库里什么也没留下。"


def same_place() -> str:
    """The target is the source."""
    return "新库就是现在这个库，请写另一个地址"


def wrong_url() -> str:
    """An address that cannot be one."""
    return "新库的地址写得不对，应像 postgresql+asyncpg://用户:口令@主机/库 或 sqlite+aiosqlite:///data/bot.db"


def no_source() -> str:
    """There is nothing to carry."""
    return "现在的库里没有小红帽的数据，请看看 DATABASE_URL 写的是不是要搬的那个库"


def old_source() -> str:
    """The source was written by another version."""
    return "现在的库和这个版本的程序对不上，请先用这个版本启动一次、停下来，再搬"


def not_empty() -> str:
    """Something is there already."""
    return "新库不是空的，怕盖掉里面的东西，请给一个空的库"


def still_running(how: str) -> str:
    """Somebody works with the source."""
    return f"小红帽好像还在运行（{how}），请先停掉它再搬"


def port_taken(port: int) -> str:
    """A way to know that it runs."""
    return f"{port} 端口有程序在听"


def file_in_use() -> str:
    """A way to know that it runs."""
    return "数据库文件有程序开着"


def connections(count: int) -> str:
    """A way to know that it runs."""
    return f"数据库还有 {count} 个别的连接"


def wrong_key() -> str:
    """The key beside the source does not open it."""
    return "钥匙和现在的库对不上，搬过去也打不开私密内容，请先放回原来的 SECRET_KEY 或 secret.key"


def other_key(folder: str) -> str:
    """Another key lies where the target will look for one."""
    return f"{folder} 里有另一把 secret.key，搬过去会打不开，请先把它移开"


def not_reached(kind: str) -> str:
    """A database that does not answer, or does not take a row."""
    return f"数据库出错（{kind}），请检查地址、账号和权限、磁盘满了没有"


def does_not_fit(table: str) -> str:
    """The target refuses rows of this table."""
    return f"{table} 表里有新库放不下的内容"


def differs(names: list[str]) -> str:
    """What has arrived is not what was sent."""
    return f"对账对不上：{'、'.join(names)}"
