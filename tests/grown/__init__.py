"""Tests of the bot grown beyond one machine: PostgreSQL, Redis, several processes."""
