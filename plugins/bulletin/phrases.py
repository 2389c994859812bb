"""How people ask for notices without knowing a command."""

from plugins.inbox.meaning.meant import Meant

NOTICES = Meant(
    "公告",
    (
        "<看>(?:一下)?(?:最近|最新|今天|社区)?的?(?:公告|通知)(?!栏)",
        "(?:最近|今天|最新|社区)(?:都)?(?:有没有|有|出了|发了)?(?:<什么>)?(?:新|最新)?的?(?:公告|通知)(?!栏)",
        "(?:有没有|有)<什么>?(?:新|最新)的?(?:公告|通知)(?!栏)",
        "(?:公告|通知)<什么>(?:内容|事)?",
    ),
    beside=("最近|最新|今天|社区", "<看>", "内容", "没有"),
    topic="公告",
)
