"""The page Video: analyse a recorded video and show the result."""
