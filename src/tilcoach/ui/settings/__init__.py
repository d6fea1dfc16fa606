"""The page Settings: what applies to every page."""
