"""Renders videos of people who lift, with the exact truth beside each video.

World: metres, Z up. A figure in rest faces -Y and its own left is +X.
"""
