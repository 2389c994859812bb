"""What the commands themselves declare: the bench and the tests score that, and nothing else."""

from plugins.inbox.meaning.meant import Meant


def declared() -> dict[str, Meant]:
    """The declarations of all commands; loads the bot where that is not done yet."""
    from plugins.inbox.table import COMMANDS

    if not COMMANDS:
        import bot

        bot.build()
    return {each.name: each.meant for each in COMMANDS.values() if each.meant}
