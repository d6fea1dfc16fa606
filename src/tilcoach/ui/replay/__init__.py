"""The replay of the last lift."""
