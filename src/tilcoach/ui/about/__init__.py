"""The page About: what the coach measures, what it cannot see, and what it is for."""
