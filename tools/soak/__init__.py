"""Runs the live coach for a long time at full speed, and watches what it takes of the machine."""
