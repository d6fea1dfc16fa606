"""A live stream behind a page: what runs in threads. No Streamlit, so that it is tested without."""
