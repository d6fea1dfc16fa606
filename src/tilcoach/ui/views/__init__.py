"""One module per page; never call this folder ``pages``, a name that Streamlit acts on."""
