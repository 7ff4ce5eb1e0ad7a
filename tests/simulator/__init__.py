"""The simulator by itself, over HTTP."""
