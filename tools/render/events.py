"""Plays the events of a role one after the other."""

from tools.render import activities, chores, exercises, lifting, walking
from tools.render.clip import Role
from tools.render.describe import DescriptionError
from tools.render.posing import Poser
from tools.render.script import Script
from tools.render.stage import Players, open_stage
from tools.render.timeline import Timeline

PLAYERS: Players = {
    **lifting.PLAYERS,
    **walking.PLAYERS,
    **activities.PLAYERS,
    **chores.PLAYERS,
    **exercises.PLAYERS,
}
"""Every event that can be written in a scene, by its name."""


def compose(role: Role, poser: Poser, seed: int) -> tuple[Timeline, Script]:
    """Turn what is written into motion.

    Parameters
    ----------
    role
        Who plays what.
    poser
        Poses the figure.
    seed
        Small differences in timing and stance.

    Returns
    -------
    timeline
        Key frames of the motion.
    script
        What happened when.

    Raises
    ------
    DescriptionError
        An event is unknown.
    """
    stage = open_stage(role, poser, seed)
    for event in role.events * role.rounds:
        if event.do not in PLAYERS:
            message = f"unknown event {event.do!r}; known are {', '.join(sorted(PLAYERS))}"
            raise DescriptionError(message)
        PLAYERS[event.do](stage, event)
    return stage.timeline, stage.script
