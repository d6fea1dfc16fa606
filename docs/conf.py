"""How Sphinx builds the documentation site (``make docs``).

The whole repository is the source, so that links between README, docs and the pages that commands
write lead to the same places here as in the repository.
"""

from tilcoach.version import __version__

project = "tilcoach"
author = "The tilcoach developers"
version = release = __version__

root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "*/README.md", "validation/*.md"]
exclude_patterns = [".*", "dist", "out", "requirements", "site", "src", "tests"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
myst_heading_anchors = 3
default_role = "py:obj"  # `Recording` in a docstring is a link where there is such a thing
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
numpydoc_show_class_members = False  # the class says itself what it holds

html_theme = "furo"  # no fonts or scripts from elsewhere
html_title = f"tilcoach {__version__}"
html_extra_path = ["root"]  # the front door leads to docs/index.html
html_copy_source = False
html_show_copyright = False
