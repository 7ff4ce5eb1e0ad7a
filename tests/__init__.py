"""The tests: one file a module, stories through the simulator, browser tests."""
