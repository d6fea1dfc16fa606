"""Makes the bundle: tilcoach as a folder that starts by a double click, with no Python needed."""
