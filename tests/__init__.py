<<<<<<< HEAD
"""The tests: one file a module, stories through the simulator, pages in a real browser."""
=======
"""All tests."""
>>>>>>> f76df7be32fb0920f361947758a326668f75a069
