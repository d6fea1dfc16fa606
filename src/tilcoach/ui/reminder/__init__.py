"""The reminder to change posture: one line on every page, at an interval that the user sets."""

from tilcoach.ui.reminder.component import choose_reminder, reset_reminder_choice, show_reminder

__all__ = ["choose_reminder", "reset_reminder_choice", "show_reminder"]
