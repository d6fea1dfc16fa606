"""The page Progress: sessions over time, notes, export and erasure."""
