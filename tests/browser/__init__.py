"""The chat page, played in a real Chromium."""
