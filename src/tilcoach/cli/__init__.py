"""The command line. Heavy modules are imported inside the commands: ``--help`` stays fast."""
