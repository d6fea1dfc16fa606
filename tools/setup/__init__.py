"""Scripts that set up a machine."""
