"""Who may come to an activity: its conditions, who meets them, and what to do instead."""
