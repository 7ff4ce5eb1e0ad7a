"""The tests: one file a module, stories through the simulator, pages in a real browser."""
