"""What is counted for the operator (``/metrics``): how much, how often, how long; never who or what.

A label is a platform, a command of the house, a state or the name of a tick: a handful of values each, and nothing personal.
"""

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # when each began to count is of no use to anybody

HEARD = Counter("xiaohongmao_messages_heard", "Messages heard, chatter too", ["platform", "where"])
COMMANDS = Counter("xiaohongmao_commands", "Commands by word and by how they ended", ["command", "outcome"])
HANDLING = Histogram(
    "xiaohongmao_handling_seconds",
    "From hearing a message that is for us to its answer",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
ANSWERS = Counter("xiaohongmao_answers", "Answers by what became of them", ["outcome"])
TOO_MUCH = Counter("xiaohongmao_too_much", "Messages of people who asked too much in a minute")
LETTERS = Counter("xiaohongmao_letters", "Attempts to send what is said unasked, by what became of them", ["outcome"])
OUTBOX = Gauge("xiaohongmao_outbox_messages", "Messages of the outbox by state", ["state"])
OLDEST = Gauge("xiaohongmao_outbox_oldest_seconds", "How long the oldest message that is due has been waiting")
TICKS = Counter("xiaohongmao_ticks", "Runs of what wakes up by time", ["tick", "outcome"])
PEERS = Gauge("xiaohongmao_peers", "Peers that are connected", ["platform"])
READY = Gauge("xiaohongmao_ready", "1 when the bot can do its work")
