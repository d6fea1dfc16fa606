"""The lifting index of the lifts in a film, and what would make it lower."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tilcoach.batch import document_of
from tilcoach.coaching import Verdict
from tilcoach.config import Settings
from tilcoach.i18n import Translator
from tilcoach.lifting_index import Arrangement, Band, Change, Coupling, WhatIf
from tilcoach.lifting_index.multipliers import FURTHEST_CM, HIGHEST_CM, NEAREST_CM
from tilcoach.session_files import SessionDocument
from tilcoach.session_files.bounds import HOURS, LIFTS_PER_MIN, LOAD_KG
from tilcoach.session_files.indexed_lifts import IndexedLift, hardest, indexed_lifts
from tilcoach.ui.components.session_state import VideoResult
from tilcoach.ui.components.widgets import html_table

_KEY = "index-"  # of what is typed in, in the session


def show_lifting_index(result: VideoResult, words: Translator) -> None:
    """Ask how heavy the load is, and show the index of each lift and what would change it."""
    if not result.analysis.review.has_lifts:
        return
    with st.expander(words.text("Lifting index"), icon=":material/scale:"):
        st.caption(
            words.text(
                "How heavy may this be, for this work? An estimate by the equation of NIOSH; "
                "about the person who lifts it says nothing."
            )
        )
        _ask(result, words)
        if not _settings(result).load_kg:
            st.caption(words.text("Type how heavy it is, and the index appears."))
            return
        lifts = indexed_lifts(document_as_said(result))
        _show_lifts(lifts, words)
        found = hardest(lifts)
        if found is not None and found.what_if is not None:
            _show_what_if(found, found.what_if, words)


def document_as_said(result: VideoResult) -> SessionDocument:
    """Return the session of a film with what is typed in here of the load."""
    kept = SessionDocument.model_validate_json((result.folder / "session.json").read_bytes())
    return document_of(replace(result.analysis, settings=_settings(result)), kept.model)


_SAID = ("load_kg", "coupling", "hours", "lifts_per_min")


def _settings(result: VideoResult) -> Settings:
    """Return the settings of the analysis, with what is typed in here."""
    said = {name: st.session_state.get(f"{_KEY}{name}") for name in _SAID}
    return replace(result.analysis.settings, **{k: v for k, v in said.items() if v is not None})


def _ask(result: VideoResult, words: Translator) -> None:
    own = result.analysis.settings
    first, second = st.columns(2)
    first.number_input(
        words.text("Weight in kilograms"),
        *LOAD_KG,
        value=own.load_kg,
        step=0.5,
        format="%.1f",
        key=f"{_KEY}load_kg",
    )
    grips: list[Coupling | None] = [None, *Coupling]
    second.selectbox(
        words.text("How well the hands hold it"),
        grips,
        index=grips.index(own.coupling),
        format_func=lambda grip: words.coupling(grip) if grip else words.text("Not said"),
        key=f"{_KEY}coupling",
    )
    first.number_input(
        words.text("Lifts a minute"),
        *LIFTS_PER_MIN,
        value=own.lifts_per_min,
        step=1.0,
        placeholder=words.text("as in the film"),
        format="%.1f",
        key=f"{_KEY}lifts_per_min",
    )
    second.number_input(
        words.text("Hours at a stretch"),
        *HOURS,
        value=own.hours or 1.0,
        step=1.0,
        format="%.1f",
        key=f"{_KEY}hours",
    )


def _show_lifts(lifts: tuple[IndexedLift, ...], words: Translator) -> None:
    heads = ["", words.text("Index, with its margin"), words.text("May weigh at most")]
    several = len({lift.person for lift in lifts}) > 1
    rows = [[_title(lift, words, named=several), *_cells(lift.band, words)] for lift in lifts]
    st.html(html_table(heads, rows))
    st.caption(
        words.text(
            "Up to 1 the weight fits the work. Above 1 it pays to arrange the work otherwise."
        )
    )
    for reason in dict.fromkeys(lift.reason for lift in lifts if lift.reason):
        st.caption(f"{words.verdict(Verdict.NOT_JUDGED)}: {words.no_index(reason)}")


def _title(lift: IndexedLift, words: Translator, *, named: bool) -> str:
    title = words.text("Lift {n}", n=lift.number)
    return f"{words.text('Person {n}', n=lift.person)}, {title}" if named else title


def _cells(band: Band | None, words: Translator) -> list[str]:
    if band is None:
        return [words.verdict(Verdict.NOT_JUDGED), words.number(float("nan"))]
    return [words.index(band), words.text("{kg} kg", kg=words.number(band.rwl_kg, 1))]


def _show_what_if(lift: IndexedLift, what_if: WhatIf, words: Translator) -> None:
    """Show the hardest lift beside itself as chosen and as set, and what each change does."""
    st.markdown(f"**{words.text('What if?')}**")
    chosen = st.pills(
        words.text("What could be done otherwise?"),
        list(Change),
        selection_mode="multi",
        format_func=words.change,
        key=f"{_KEY}changes",
    )
    slid = _slide(what_if.arrangement, f"{_KEY}{lift.person}-{lift.number}-", words)
    rows = [[words.text("Lift {n}, as it was", n=lift.number), *_cells(what_if.band(), words)]]
    if chosen:
        rows.append([words.text("As chosen above"), *_cells(what_if.band(chosen), words)])
    if slid is not None:
        rows.append(
            [words.text("As you set it above"), *_cells(what_if.arranged(slid).band(), words)]
        )
    heads = ["", words.text("Index, with its margin"), words.text("May weigh at most")]
    st.html(html_table(heads, rows))
    st.markdown(_advice(what_if, words))


def _slide(start: Arrangement, key: str, words: Translator) -> Arrangement | None:
    """Return how the load would lie ready by the sliders; None while they stand as it was."""
    st.caption(words.text("Or use the sliders: where the load stands, and how heavy it is."))
    far, high, heavy = st.columns(3)
    heaviest_kg = max(_HEAVY_KG, start.load_kg)
    slid = Arrangement(
        horizontal_cm=_slider(
            far,
            words.text("How far in front of the ankles (cm)"),
            (NEAREST_CM, FURTHEST_CM),
            start.horizontal_cm,
            f"{key}horizontal",
        ),
        height_cm=_slider(
            high,
            words.text("How high the hands hold it (cm)"),
            (0.0, HIGHEST_CM),
            start.height_cm,
            f"{key}height",
        ),
        load_kg=_slider(
            heavy,
            words.text("How heavy (kg)"),
            (1.0, heaviest_kg),
            start.load_kg,
            f"{key}weight-{start.load_kg}",
        ),
    )
    return None if slid == start else slid


_HEAVY_KG = 40.0  # the right end of the slider, unless the load is heavier


def _slider(
    place: DeltaGenerator, label: str, bounds: tuple[float, float], start: float, key: str
) -> float:
    """Return where a slider stands; as it was, to the last digit, while nobody moved it."""
    low, high = bounds
    begins = min(max(float(round(start)), low), high)
    now = float(place.slider(label, low, high, begins, 1.0, format="%.0f", key=key))
    return start if now == begins else now


def _advice(what_if: WhatIf, words: Translator) -> str:
    """Return what to do first, as a numbered list."""
    outlooks = what_if.outlooks()
    if not outlooks:
        return words.text(
            "See first whether this lift can be left out, or be done with an aid, such as a "
            "trolley."
        )
    lines = [
        words.text(
            "{change}: {before} becomes {after}",
            change=words.change(one.change),
            before=words.index_alone(one.before.li),
            after=words.index_alone(one.after.li),
        )
        for one in outlooks
    ]
    first = words.text(
        "See first whether this lift can be left out, or be done with an aid, such as a trolley. "
        "After that, what gains most comes first:"
    )
    listed = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    return f"{first}\n\n{listed}"
