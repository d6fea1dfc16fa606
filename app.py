"""Starts the app from a checkout: ``streamlit run app.py``."""

from tilcoach.ui.app import main

main()
