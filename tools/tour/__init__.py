"""Takes screenshots of every page, and writes the page of the documentation that shows them."""
