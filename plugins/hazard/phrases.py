"""How people ask about 随手报 without knowing a command."""

from plugins.inbox.meaning.meant import Meant

REPORT = Meant(
    "帮助 随手报",
    ("随手报", "(?:上?报|反映|反应)(?:个|一下)?(?:问题|隐患|情况)"),
    beside=("<我>|想|要|给|社区|个|一下",),
    topic="随手报",
)
MINE = Meant(
    "我的上报",
    (
        "<我>?上?报(?:过)?的…(?:怎么样了|咋样了|怎样了|修了没有?|修好了?没有?|好了没有?|办了没有?|到哪了|进度|有人管吗|有消息吗)",
        "<我>?上?报(?:过|了)?(?:<什么>|哪些)(?:问题|事)",
    ),
    beside=("<我>|那个|事情?|问题|情况|<看>",),
    topic="我的上报",
)
