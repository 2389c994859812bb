"""The sections of an activity (shifts, stalls, a quota per team), and who has a seat in which."""
