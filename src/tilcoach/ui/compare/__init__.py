"""The page Compare: two lifts side by side."""
