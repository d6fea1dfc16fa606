"""The page Group: several people, at once or in turn."""
