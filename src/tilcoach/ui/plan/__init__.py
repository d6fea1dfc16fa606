"""The page Plan: make, open and follow a plan, and see its results."""
