"""The Streamlit app: a package per page, above the parts that pages share."""
