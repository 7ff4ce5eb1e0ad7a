"""The Graph API as a bot sees it: one file an edge."""
