"""The page Practise: the live coach."""
