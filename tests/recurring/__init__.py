"""Recurring messages: topics, opt-ins, broadcasts, schedules, and the commands of them."""
