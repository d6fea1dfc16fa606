"""Who may come in: this machine alone, or on a network whoever knows the password.

Nothing is imported here: the command line needs two small modules of it, and must start at once.
"""
