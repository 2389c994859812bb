"""What people ask that no command answers: are you a person, what is his number, may a child come. Heard when nothing else fits."""

import re
from collections.abc import Callable, Sequence

from . import texts

_WHO = re.compile(
    r"(?:小红帽)?(?:你|小红帽)(?:到底|究竟)?(?:是不是|是)(?:谁|什么|啥|真人|真的人|人|机器人?|人工|ai|活人).{0,8}",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r".{0,6}(?:转|找|要|叫|换|接)(?:个|一个|1个)?(?:人工|真人|活人|客服|社工|管理员)(?:客服)?.{0,6}|人工(?:客服|服务)?"
)
_NUMBER = re.compile(
    r".{1,10}(?:电话|手机号?码?|号码|联系方式|微信号?)(?:是|号)?(?:多少|几号|几|什么|啥|给我|发我|告诉我|有吗|有没有).{0,4}"
    r"|.{1,8}(?:的)?(?:电话|手机号|联系方式)|(?:怎么|咋|如何)(?:才能)?联系(?:上|到)?.{1,8}"
)
_SWAP = re.compile(
    r".{0,6}(?:积分|分数?)(?:能|可以|可|都能|怎么|咋)?(?:兑?换|买|花|用来).{0,10}|.{0,4}(?:兑换|换礼品|换东西).{0,8}"
)
_CHILD = re.compile(
    r".{0,10}(?:几岁|多大|[0-9一二三四五六七八九十]{1,3}岁|孩子|小孩|小朋友|娃|未成年|学生).{0,6}(?:能|可以|让|要)(?:不能|不可以)?.{0,8}"
)
_CALL = re.compile(
    r".{0,8}(?:喊|叫|吆喝|催|提醒|通知|招)(?:1|一)?(?:下|声|喊)?(?:大家|大伙|他们|群里|人).{0,8}|.{0,8}群里.{0,4}(?:喊|吆喝|说|提醒|通知).{0,6}|.{0,4}人(?:还)?不够.{0,4}|.{0,6}(?:缺|差)人.{0,4}"
)
_CHANGE = re.compile(
    r".{0,12}(?:时间|日期|地点|地方|周.|星期.|[0-9]+号).{0,4}(?:改|挪|换|推|提前)(?:到|成|为|在|迟|后)?.{0,12}"
)
_LATE = re.compile(r".{0,8}(?:迟到|晚到|晚(?:一)?点(?:儿)?(?:到|来|去)|早退|先走|提前走).{0,10}")
_OWN_HOURS = re.compile(
    r".{0,4}(?:昨天|前天|今天|上周|刚才|上次|周.)?.{0,4}(?:干|做|服务|忙)了.{1,4}(?:小时|钟头|分钟|半天|一天).{0,4}|.{0,6}(?:加|记|补)(?:上|一下)?.{0,8}(?:小时|时长|工时|分).{0,4}"
)
_TEAM = re.compile(r".{0,8}(?:加入|进|参加|退出?|离开)(?!.{0,4}群).{0,8}队.{0,4}")
_CURSE = re.compile(
    r"(?:你|小红帽|机器人|这)?(?:个|真|太|是)*(?:骗子|笨|傻|蠢|没用|垃圾|烦人|讨厌|坏了|智障|差劲|不好用|难用)(?:了|死了|啊|呀|!|。)*"
)

_ANSWERS: Sequence[tuple[re.Pattern[str], Callable[[Sequence[str]], str]]] = (
    (_PERSON, texts.a_person),
    (_WHO, texts.what_i_am),
    (_SWAP, texts.no_swap),
    (_CHILD, texts.children),
    (_CALL, texts.how_to_call),
    (_CHANGE, texts.how_to_change),
    (_LATE, texts.late),
    (_TEAM, texts.teams),
    (_OWN_HOURS, texts.own_hours),
    (_NUMBER, texts.no_numbers),
    (_CURSE, texts.sorry),
)


def answer(text: str, staff: Sequence[str]) -> str | None:
    """What is said to it; ``staff``: the people who answer for the community, by name. ``None``: it is something else."""
    return next((said(staff) for asked, said in _ANSWERS if asked.fullmatch(text)), None)
