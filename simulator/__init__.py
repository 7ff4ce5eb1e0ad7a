"""A pocket Messenger Platform: Graph API, webhooks and chat page on one loopback port."""
