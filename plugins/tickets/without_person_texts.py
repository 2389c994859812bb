"""Sentences about tickets and people who are gone, or who ask what is stored."""


def handler_left() -> str:
    """Why it goes back to its office."""
    return "原来经办的人不在了，请接着办"


def in_hand(label: str, state: str) -> str:
    """Something that he handled."""
    return f"{label}：您经办，{state}"


def followed(label: str, state: str) -> str:
    """Something that he follows."""
    return f"{label}：您跟进，{state}"


def steps(number: int) -> str:
    """All that he did to tickets."""
    return f"您在工单上办过的步骤和说明 {number} 条"
