"""Every flow of Original Coast Clothing, played to its end over HTTP by people of their own."""
