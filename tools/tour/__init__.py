"""Takes the tour: every page as a picture, and the page of the documentation that shows them."""
