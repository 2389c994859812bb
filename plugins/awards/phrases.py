"""How people ask for a certificate without knowing a command."""

from plugins.inbox.meaning.meant import Meant

CERTIFICATE = Meant(
    "我的证书",
    (
        "(?:志愿者?|服务|时长|义工)+(?:的)?(?:证明|证书)",
        "(?:开|打|要|办|出|领)(?:一?[张份个])?(?:志愿者?|服务|时长|义工)+(?:的)?(?:证明|证书)",
        "(?:开|打|出)(?:一?[张份个])(?:证明|证书)$",
    ),
    beside=("<我>", "<看>", "怎么", "今年|去年", "哪里|哪儿"),
    topic="我的证书",
)
