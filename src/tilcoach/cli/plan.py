"""``tilcoach plan``: its sub-commands and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from tilcoach.cli.decimals import decimal

plan_app = typer.Typer(
    help="What to practise, agreed between a therapist and a patient: files, and results.",
    no_args_is_help=True,
)

Lang = Annotated[Literal["nl", "en"], typer.Option("--lang", help="Language of the sentences.")]
Profile = Annotated[
    str, typer.Option(metavar="NAME", help="Under which name or tag; '' for the one without.")
]


@plan_app.command()
def new(  # noqa: PLR0913 - one parameter per option
    file: Annotated[Path, typer.Argument(metavar="FILE.tilcoach", help="Where the plan goes.")],
    *,
    focus: Annotated[
        list[str] | None,
        typer.Option(
            metavar="straight_legs|twist_with_load|load_far",
            help="What to practise; may be given more than once.",
            show_default="all",
        ),
    ] = None,
    lifts: Annotated[int, typer.Option(help="Per set.")] = 10,
    sets: Annotated[int, typer.Option(help="Per day of practice.")] = 3,
    rest_s: Annotated[int, typer.Option(help="Between two sets, in seconds.")] = 60,
    days_per_week: Annotated[int, typer.Option(help="How often.")] = 3,
    weeks: Annotated[int, typer.Option(help="For how long.")] = 6,
    lift_what: Annotated[str, typer.Option(help="With what, in words.")] = "",
    load_kg: Annotated[
        float | None, typer.Option(parser=decimal, metavar="N", help="How heavy it is.")
    ] = None,
    knee_at_least_deg: Annotated[
        float | None, typer.Option(parser=decimal, metavar="N", help="0 is a straight knee.")
    ] = None,
    trunk_at_most_deg: Annotated[
        float | None, typer.Option(parser=decimal, metavar="N", help="0 is upright.")
    ] = None,
    hands_at_most_cm: Annotated[
        float | None, typer.Option(parser=decimal, metavar="N", help="From the ankles to the grip.")
    ] = None,
    turned_at_most_deg: Annotated[
        float | None, typer.Option(parser=decimal, metavar="N", help="Shoulders against pelvis.")
    ] = None,
    bend_freely: Annotated[
        bool, typer.Option("--bend-freely", help="The other way round: legs are not judged.")
    ] = False,
    feedback: Annotated[
        Literal["after_lift", "live", "both", "silent"], typer.Option(help="When the coach speaks.")
    ] = "after_lift",
    speaking: Annotated[
        Literal["usual", "every_lift", "every_third", "on_request", "fading"],
        typer.Option(help="How often it speaks after a lift."),
    ] = "usual",
    message: Annotated[str, typer.Option(help="Your own message to the patient.")] = "",
    name: Annotated[
        str, typer.Option(help="Of the patient; the file has none unless you give one.")
    ] = "",
    lang: Lang = "nl",
) -> None:
    """Make a plan as a file for a patient."""
    from tilcoach.cli.plan_commands import PlanCommands  # noqa: PLC0415 - keeps --help fast

    targets = {
        "knee_at_least_deg": knee_at_least_deg,
        "trunk_at_most_deg": trunk_at_most_deg,
        "hands_at_most_cm": hands_at_most_cm,
        "turned_at_most_deg": turned_at_most_deg,
        "bend_freely": bend_freely,
    }
    values: dict[str, object] = {
        "name": name,
        "focus": focus or (),
        "lifts": lifts,
        "sets": sets,
        "rest_s": rest_s,
        "days_per_week": days_per_week,
        "weeks": weeks,
        "lift_what": lift_what,
        "load_kg": load_kg,
        "targets": targets,
        "feedback": feedback,
        "speaking": speaking,
        "message": message,
    }
    PlanCommands(lang).new(file, values)


@plan_app.command("open")
def open_plan(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.tilcoach", help="A plan, or results that came back.")
    ],
    *,
    profile: Profile = "",
    lang: Lang = "nl",
) -> None:
    """Follow a plan from now on; results are put beside the plan that they belong to."""
    from tilcoach.cli.plan_commands import PlanCommands  # noqa: PLC0415 - keeps --help fast

    PlanCommands(lang).open(file, profile)


@plan_app.command()
def show(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.tilcoach", show_default="the plan followed here")
    ] = None,
    *,
    profile: Profile = "",
    lang: Lang = "nl",
) -> None:
    """Show a plan, what is to be done today, and what was done of it."""
    from tilcoach.cli.plan_commands import PlanCommands  # noqa: PLC0415 - keeps --help fast

    PlanCommands(lang).show(file, profile)


@plan_app.command()
def results(
    file: Annotated[Path, typer.Argument(metavar="FILE.tilcoach", help="Where they go.")] = Path(
        "results.tilcoach"
    ),
    *,
    profile: Profile = "",
    notes: Annotated[bool, typer.Option(help="With the patient's own notes.")] = True,
    lang: Lang = "nl",
) -> None:
    """Write what was done of a plan to a file for the therapist: numbers, no picture."""
    from tilcoach.cli.plan_commands import PlanCommands  # noqa: PLC0415 - keeps --help fast

    PlanCommands(lang).results(file, profile, with_notes=notes)


@plan_app.command()
def stop(*, profile: Profile = "", lang: Lang = "nl") -> None:
    """Follow the plan no longer; it stays in the history."""
    from tilcoach.cli.plan_commands import PlanCommands  # noqa: PLC0415 - keeps --help fast

    PlanCommands(lang).stop(profile)
