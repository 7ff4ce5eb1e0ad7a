"""Measures the bot: each module is a program that prints a table for docs/performance.md."""
