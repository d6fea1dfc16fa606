"""Feeds tilcoach what it was not made for, many thousands of times, and watches what it does.

Every case goes through a door of the product (`tools.fuzz.doors`) in a process of its own batch,
so that a crash of a video library ends the batch and not the count. A case passes when the product
takes it, or refuses it in a sentence; it fails on any other exception, on a crash, when it takes
too long, and when a refusal leaves a file behind.
"""
