"""The Streamlit app: practise live, look at a video, read what it is about."""
