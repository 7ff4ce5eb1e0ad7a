"""Bots that know nothing of this project, for the pocket Messenger to play with."""
