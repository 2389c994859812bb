"""How people say that they want something taken back."""

from plugins.inbox.meaning.meant import Meant

UNDO = Meant(
    "撤销",
    (
        "(?:撤销|撤回|反悔)(?:一下)?(?:刚才|刚刚|上[1一]?步|我|的|操作|那个|动作)*",
        "把?(?:刚才|刚刚|上1?步)…(?:撤了|撤掉|取消|不算|作废)",
    ),
    ("[按点弄搞报填]错",),
    ("(?:刚才|刚刚|上[1一]?步|操作|那个)(?:的)?|操作|那个|上一步|弄错|搞错",),
    changes=True,
    topic="撤销",
)
