"""Access control: this machine alone, or a network with a password.

Nothing is imported here: the command line needs two small modules of it, and must start fast.
"""
