"""A gentle reminder to change posture: one line, on any page, as often as the user wants it."""

from tilcoach.ui.reminder.component import choose_reminder, forget_reminder, show_reminder

__all__ = ["choose_reminder", "forget_reminder", "show_reminder"]
