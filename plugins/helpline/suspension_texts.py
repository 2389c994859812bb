"""Sentences about asking no more for a while: with a reason, and never without the numbers that always help."""

EMERGENCY = "有危险随时打 110、120、119。"


def suspended(name: str) -> str:
    """To the 社工."""
    return f"{name} 的求助先停了，已私下告诉他原因。恢复发「恢复求助 @他」。（撤销可收回）"


def resumed(name: str) -> str:
    """To the 社工."""
    return f"{name} 又可以求助了，已告诉他。（撤销可收回）"


def you_are(community: str, why: str) -> str:
    """To the person."""
    return f"您在{community}的求助先停了，原因：{why}。\n有意见请找社工。{EMERGENCY}"


def you_are_again(community: str) -> str:
    """To the person."""
    return f"您在{community}又可以求助了，私聊我发「求助」就行。"


def refused(why: str) -> str:
    """When he asks all the same."""
    return f"您的求助现在停着，原因：{why}。有意见请找社工。\n{EMERGENCY}"


def say_why() -> str:
    """No reason, no suspension."""
    return "请写上原因，例如「停用求助 @某人 多次骂人」。"


def whom() -> str:
    """Nobody named."""
    return "停谁的？@ 他，写名字，或写求助号，例如「停用求助 124 多次骂人」。"


def is_so_already(name: str) -> str:
    """The same again."""
    return f"{name} 的求助已经是停着的。"


def is_not(name: str) -> str:
    """Nothing to resume."""
    return f"{name} 的求助没有停。"
