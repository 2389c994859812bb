"""Danger that is present: somebody's life is at stake now. A poster about gas safety, a drill, a fire of last year are none.

Rules only. A word of danger counts unless its clause shows that it is spoken *about*: a thing or an event that is named after it
(漏电保护器, 消防演习), denied, feared, supposed, asked as knowledge, past or over. In doubt it counts: a false alarm costs a few
people a minute. ``present`` reads the kind; whom to call then is told by ``danger_texts``.
"""

import re
from enum import StrEnum

from plugins.inbox.wording import normalise


class Danger(StrEnum):
    """What kind of help it needs; the first that fits is the one whose numbers are told."""

    GAS = "燃气"
    FIRE = "火情"
    ELECTRIC = "触电危险"
    WATER = "落水"
    SELF = "轻生"
    VIOLENCE = "人身安全"
    ILL = "急病受伤"
    TRAPPED = "被困"
    COLLAPSE = "坍塌"
    LOST = "走失"


_GAS = r"(?:煤气|煤汽|燃气|燃汽|天然气|天燃气|液化气|瓦斯|沼气)(?:罐|管子?|管道|灶|表|阀门?)*"
_PERSON = (
    "(?:人(?![行家民工])|孩子|小孩|娃|老人|老头|老太|大爷|大妈|奶奶|爷爷|阿姨|叔|妈|爸|男的|女的|妇女|学生|同学|邻居|宝宝|师傅)"
)
_SOMEBODY = f"(?:{_PERSON}|我|他|她)"
_KINDS: dict[Danger, str] = {
    Danger.GAS: rf"{_GAS}(?:好像|可能|一直|还?在|又)*(?:味|气味|泄漏|泄露|漏(?!水)|关不[上住]|报警(?!器(?:坏|没|要|怎|换|过)))"
    "|臭鸡蛋味|煤气中毒|一氧化碳(?:中毒|报警)",
    Danger.FIRE: r"着火|起火|失火|走火|冒(?:黑|白|浓|大)?烟|浓烟|(?:有|见)明火(?!烧|做)|火苗(?![小弱不])|火光|烧(?:起来|着了)|着起来|爆炸"
    r"|(?:锅|棚|车|房子?|草|垃圾桶?)着了|(?:罐|变压器|锅炉|充电器|电池|高压锅)[^,.!?]{0,3}炸|冒火(?!花)|(?:^|[有是了 ])火[很越]大|大火(?![锅车])",
    Danger.ELECTRIC: r"漏电|触电|过电|(?<![停充没来断供跳家])电(?:了|着)(?:我|人|他|她|一下|到)|麻手|打火花|冒火花"
    r"|(?:杆子?|门|栏杆|水管)上?(?:有|带)电(?![子话视])"
    r"|(?:电线|电缆|高压线|火线)(?!杆)[^,.!?]{0,4}?(?:断|掉|垂|耷拉|落地|着地)",
    Danger.WATER: rf"落水(?![管口])|溺水|(?:掉|滑|摔|栽|跌)(?:到|进|下|在|了)*(?:[河湖井塘]|没盖的井|池子|冰窟|水[里中])"
    rf"|{_PERSON}[^,.!?家]{{0,5}}淹|淹死|[湖河]里有人",
    Danger.SELF: r"跳楼|跳湖|跳河|轻生|自杀|不想活|(?<!得)想死(?!你|我|的)|寻死|寻短见|割腕|上吊|喝农药|自残|活不下去"
    r"|(?:楼|桥|窗|天台|阳台)[^,.!?]{0,12}(?:往下跳|要跳)",
    Danger.VIOLENCE: r"持刀(?:抢劫)?|[拿提]着?刀|砍人|杀人|捅人|打群架|打架|打起来|(?<!拨)打人(?!工)|打老婆|家暴|(?:[他她]|在)打我(?!电话|手机)"
    r"|抢劫|抢东西|入室(?:盗|抢|偷|了)"
    r"|进(?:小偷|贼)|撬[^,.!?]{0,4}[门锁窗]|绑架|抢孩子|拐孩子",
    Danger.ILL: rf"[晕昏厥](?:倒|过去|迷)|昏迷|不省人事|(?:没|没有|停止)了?呼吸|叫不醒|没反应了"
    rf"|(?:心脏病|脑梗|中风|哮喘)[^,.!?]{{0,3}}(?:犯|发作)|犯心脏病|心梗|抽搐|抽过去"
    rf"|口吐白沫|大出血|流(?:了)?(?:好多|很多|一地|满脸)的?血|休克|(?<!电脑)(?<!手机)中毒|吐血|噎[住着]|卡(?:住)?(?:了)?喉咙"
    rf"|{_SOMEBODY}[^,.!?]{{0,3}}倒(?:在)?地"
    rf"|{_PERSON}[^,.!?]{{0,2}}倒在[^,.!?]{{1,6}}不动|摔[^,.!?]{{0,6}}(?:起不来|动不了|不能动)|喘不[上过]来?气|叫救护车|[胸心]口疼",
    Danger.TRAPPED: rf"电梯[^,.!?]{{0,4}}(?:困|关|卡)[^,.!?]{{0,2}}人|[困关卡]在[^,.!?]{{0,3}}电梯"
    rf"|(?:里头?|里面)[关困]着?了?[^,.!?]{{0,3}}{_PERSON}|被困|困住"
    rf"|{_SOMEBODY}(?!的?(?:车|水|垃圾|货))[^,.!?水]{{0,8}}(?:出不来|反锁在?[里屋家房厕])",
    Danger.COLLAPSE: rf"(?:房|楼|屋|阳台|顶棚?|雨棚|架子?|地面?|墙)[^,.!?]{{0,3}}塌了|(?:墙|房子?|屋)[^,.!?边根角下旁]{{0,2}}倒了|坍塌|倒塌"
    rf"|(?<![要会])[砸压][到伤中住着了]+[^,.!?]{{0,2}}{_SOMEBODY}",
    Danger.LOST: rf"走失|走丢|{_PERSON}[^,.!?]{{0,3}}(?:不见了|丢了|找不[到着]了)",
}
_CALLS = re.compile("救命|快来人|快救|救人[啊呀哪]")
_HITS = [(kind, re.compile(words)) for kind, words in _KINDS.items()]
# Named after it: what follows or precedes the word makes it a thing, an event or a figure of speech.
_AFTER = re.compile(
    r"^(?:(?:安全|事故|应急|自救|逃生|急救|救援|预防|防范|危险)*(?:海报|演习|演练|培训|讲座|知识|宣传|课|教育|手册|传单|条例|标语|牌|标志|提示|新闻"
    r"|电影|电视|视频|演示|节目|保护器|开关|保险|检修|安检|改造|手环|法|价|大甩卖|药|责任)"
    r"|的?(?:危险|隐患|风险)|的(?:海报|演习|培训|讲座|知识|传单|手册|电影|视频|新闻))"
)
_BEFORE = re.compile(
    r"(?:防|预防|防止|避免|以免|免得|谨防|当心|小心|谨慎|容易|易|怕|害怕|担心|恐怕|就怕|生怕|怕是|差点|差一点|险些|早晚|打不|点不|不会|会不会"
    r"|别|不是|没|没有(?!人管)|并未|未|讲|讲讲|教|学|学习|宣传|关于|怎么救|救治|如何|电影|笑"
    r"|价格?真?是|真是|烟囱|烧烤摊?|烧烤|抽烟|油烟|排气管|锅炉房?|嗓子|禁止|价格)(?:我们|大家|家里|孩子|老人|小孩|有人|人|一下|会|再"
    r"|又|把|的|有|被|也|都|他们|风一吹要)*$"
)
_KNOWLEDGE = re.compile(
    r"讲座|培训|演习|演练|海报|宣传|课(?:程|堂)?(?:$|[,.!?在几报])|知识|手册|传单|电影|电视剧|新闻|建议|如果|假如|假使|万一|要是|倘若|的话"
    r"|想问问|了解一下|讲一下|想学|怎么逃|怎么救(?!他|她|啊|呀|呢)|(?:有没有|哪里|哪儿)[^,.!?]{0,8}(?:领|服务|报名|学)|每年|每次|经常有|曾经"
)
_PAST = re.compile(
    "昨天|昨晚|昨儿|前天|前几天|上次|上回|上周|上个?月|去年|前年|那年|当年|以前|从前|过去的|原来|曾|那会儿|年轻时|小时候|早就|着过|起过|晕过"
    "|困过|漏过|掉过|中过|[0-9]+年前"
)
_AGAIN = re.compile("又|还在|现在正?(?:冒|着|漏|烧)|正在|今天|刚才|刚刚|一直|里面还")
_OVER = re.compile(
    r"灭了|扑灭|熄了|已经?(?:修|处理|救|送医|送医院|抢修)|救上来了|救出来了|没事了|虚惊|误报|是假的|不用来了|醒过来了|找到了|回家了"
)
_THING = "猫|狗|鸟|鸡|车|钥匙|手机|球|鞋|衣服|帽子|眼镜|包|风筝|快递|井盖|盖子|瓶|垃圾|树枝|牌|玩具|耳机|戒指|东西"
_NO_PERSON = re.compile(rf"(?:{_THING})[^,.!?]{{0,6}}$")
_OF_PERSONS = frozenset({Danger.WATER, Danger.TRAPPED, Danger.LOST, Danger.VIOLENCE})
_ENDS = re.compile(r"[,.!?;。、\s]")


def present(text: str) -> Danger | None:
    """The danger that ``text`` says is there now; ``None`` for none. The text may be as typed."""
    read = normalise(text)
    found = [kind for kind, rule in _HITS if any(_counts(read, kind, hit) for hit in rule.finditer(read))]
    if found:
        return found[0]
    return Danger.VIOLENCE if _cried(read) else None


def _counts(read: str, kind: Danger, hit: re.Match[str]) -> bool:
    before, after = read[: hit.start()], read[hit.end() :]
    near = _ENDS.split(before)[-1]
    if _AFTER.search(after) or _BEFORE.search(near):
        return False
    if kind in _OF_PERSONS and (_NO_PERSON.search(near) or (kind is Danger.LOST and _NO_PERSON.search(hit[0]))):
        return False
    if _KNOWLEDGE.search(near + hit[0] + _ENDS.split(after)[0]):
        return False
    return bool(_AGAIN.search(read)) or not (_PAST.search(read) or _OVER.search(read))


def _cried(read: str) -> bool:
    """救命 by itself; not as a sigh about noise or heat."""
    return bool(_CALLS.search(read)) and not re.search(r"救命(?:稻草|恩人|药)|什么时候|吵|热死|烦|[哈笑]|课|培训", read)
