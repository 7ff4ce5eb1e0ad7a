"""Plays the person's side of transcripts against a bot, and compares what the bot says."""
