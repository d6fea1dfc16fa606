"""tilcoach with all that it needs, for a system that is not this one."""
