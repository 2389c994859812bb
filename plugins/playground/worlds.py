"""The pretended people and the chats they sit in. All names and numbers are invented and never leave this machine."""

from dataclasses import dataclass
from typing import Literal

Platform = Literal["qq", "wechat"]
BOT = "bot"
BOT_NAME = "小红帽"
BOT_IDS: dict[Platform, str] = {"qq": "2900000100", "wechat": "wxid_demo_xiaohongmao"}


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody the visitor can speak as. ``friend`` tells whether the bot may write to them in private on QQ."""

    key: str
    name: str
    post: str
    about: str
    number: int
    friend: bool = True

    def ident(self, platform: Platform) -> str:
        """Their id on that platform, as a peer would tell it."""
        return str(2900000100 + self.number) if platform == "qq" else f"wxid_demo_{self.key}"


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation: a group, or somebody's private chat with the bot (then ``members`` holds that one person)."""

    key: str
    title: str
    platform: Platform
    ident: str
    members: tuple[str, ...]
    owner: str = ""

    @property
    def is_group(self) -> bool:
        """Whether others read along."""
        return bool(self.owner)


_PEOPLE = (
    Persona("zhou", "小周", "社区管理员", "社区里的年轻人。开通小红帽，任命队长。", 1),
    Persona("chen", "老陈", "队长", "退休老师傅，带队的人。发布活动，点名。", 2),
    Persona("wang", "王阿姨", "热心居民", "每次都来，常替没有手机的王奶奶报名。", 3),
    Persona("li", "小李", "大学生", "回一句「+1」就算报上了。", 4),
    Persona("zhao", "赵叔", "新来的", "没加小红帽好友：看私信送不到时它怎么办。", 5, friend=False),
    Persona("liu", "刘大姐", "常迟一步", "名额满了才来，排候补。", 6),
    Persona("yu", "小雨", "初中生 15 岁", "爱骑车的小志愿者，未满 18 岁。", 7),
    Persona("qian", "钱老师", "湖畔队长", "隔壁湖畔社区的，那里早就热闹起来了。", 11),
    Persona("wu", "小吴", "湖畔居民", "在湖边跑步的上班族。", 12),
    Persona("zheng", "郑伯", "湖畔居民", "会修水电的老把式。", 13),
    Persona("feng", "冯姨", "湖畔居民", "活动一次不落。", 14),
    Persona("he", "小何", "湖畔居民", "刚搬来的新邻居。", 15),
)
PERSONAS = {each.key: each for each in _PEOPLE}
LOVE_LAKE = tuple(each.key for each in _PEOPLE if each.number < 10)
LAKESIDE = (*(each.key for each in _PEOPLE if each.number > 10), "zhou")
ADMIN = PERSONAS["zhou"]

_GROUPS = (
    Chat("volunteers", "恋湖志愿者群", "qq", "790000001", LOVE_LAKE, "zhou"),
    Chat("residents", "恋湖居民群", "qq", "790000002", LOVE_LAKE, "zhou"),
    Chat("wechat", "恋湖微信群", "wechat", "790000003@chatroom", LOVE_LAKE, "zhou"),
    Chat("lakeside", "湖畔志愿者群", "qq", "790000004", LAKESIDE, "qian"),
)


def private_key(platform: Platform, persona: str) -> str:
    """The key of somebody's private chat with the bot."""
    return f"{platform}@{persona}"


def _private_chats() -> list[Chat]:
    return [
        Chat(private_key(platform, each.key), BOT_NAME, platform, each.ident(platform), (each.key,))
        for each in _PEOPLE
        for platform in BOT_IDS
        if each.friend or platform == "wechat"
    ]


CHATS = {each.key: each for each in (*_GROUPS, *_private_chats())}
BY_PLATFORM: dict[Platform, list[Chat]] = {
    platform: [each for each in CHATS.values() if each.platform == platform] for platform in BOT_IDS
}


def chat_of(platform: Platform, ident: str, *, group: bool) -> Chat | None:
    """The chat with that id on that platform, if the bot is in it."""
    return next((each for each in BY_PLATFORM[platform] if each.ident == ident and each.is_group is group), None)


def person_of(platform: Platform, ident: str) -> Persona | None:
    """Whoever has that id on that platform."""
    return next((each for each in _PEOPLE if each.ident(platform) == ident), None)


def who_is(platform: Platform, ident: str) -> str:
    """The key of whoever has that id: a persona's, the bot's, or the id itself when it is nobody here."""
    if ident == BOT_IDS[platform]:
        return BOT
    found = person_of(platform, ident)
    return found.key if found else ident


def ident_of(platform: Platform, key: str) -> str:
    """The id on that platform of a persona or of the bot."""
    return BOT_IDS[platform] if key == BOT else PERSONAS[key].ident(platform)


def name_of(key: str) -> str:
    """What they are called."""
    return BOT_NAME if key == BOT else PERSONAS[key].name


def groups(platform: Platform) -> list[Chat]:
    """The groups of that platform."""
    return [each for each in BY_PLATFORM[platform] if each.is_group]


def role_in(chat: Chat, key: str) -> str:
    """``owner`` or ``member``, as a QQ peer tells it."""
    return "owner" if key == chat.owner else "member"
