"""The script API under /sim: play people, the Page's inbox and Messenger itself over HTTP."""
