"""A deed that is not done, with the sentence that tells the person why and what to do instead."""


class Refusal(Exception):
    """Raised by a rule: the transaction is rolled back and the person reads ``text``.

    ``text`` is one plain Chinese sentence without personal data. Nothing has changed when a refusal is heard.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
