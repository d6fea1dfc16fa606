"""Today's set of a plan, beside the live picture."""

from tilcoach.ui.today.todays_set import apply_plan, followed_plan, show_today

__all__ = ["apply_plan", "followed_plan", "show_today"]
