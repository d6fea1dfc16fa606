"""An export comes back as it was; what else is dropped here gets a sentence, no more."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tilcoach.coaching import Verdict
from tilcoach.errors import InputError, TilcoachError
from tilcoach.kinematics import ViewLabel
from tilcoach.session_files import SessionDocument, json_text, write_json
from tilcoach.store import (
    History,
    NewLift,
    Profile,
    Ratings,
    export_bytes,
    read_import,
    read_import_file,
)

Save = Callable[..., int]


@pytest.fixture
def exported(history: History, save: Save) -> bytes:
    """Export two sessions, one of them of Anna with a note."""
    anna = history.profiles.add("Anna")
    history.profiles.change(Profile(anna.number, "Anna", 30, {"height_cm": 168.0}))
    save(lifts=2)
    noted = save(days=1, profile=anna.number)
    history.write_ratings(noted, Ratings(pain_before=4, pain_after=2, effort_after=6))
    history.write_note(noted, 'Met "rugzak",\nin de tuin')
    return export_bytes(history)


@pytest.fixture
def elsewhere(tmp_path: Path) -> History:
    """Return the history of another computer."""
    return History(tmp_path / "elsewhere")


def packed(members: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_an_export_comes_back_whole_on_another_computer(
    exported: bytes, history: History, elsewhere: History, monday: datetime
) -> None:
    assert elsewhere.import_bundle(read_import(exported, "alles.zip", monday)) == 2
    assert elsewhere.sessions() == history.sessions()
    assert elsewhere.profiles.all() == history.profiles.all()
    for session in history.sessions():
        assert elsewhere.curves(session.number) == history.curves(session.number)
    assert export_bytes(elsewhere) == exported


def test_what_is_here_already_stays_as_it_is(
    exported: bytes, history: History, monday: datetime
) -> None:
    history.write_note(2, "later")
    history.profiles.change(Profile(2, "anna", 10))
    before = history.sessions(), history.profiles.all()
    assert history.import_bundle(read_import(exported, "alles.zip", monday)) == 0
    assert (history.sessions(), history.profiles.all()) == before


def test_an_erased_session_comes_back_under_a_number_of_its_own(
    exported: bytes, history: History, monday: datetime
) -> None:
    history.erase_session(2)
    assert history.import_bundle(read_import(exported, "alles.zip", monday)) == 1
    first, back = history.sessions()
    assert (first.number, back.number) == (1, 3)
    assert back.ratings == Ratings(pain_before=4, pain_after=2, effort_after=6)
    assert back.note == 'Met "rugzak",\nin de tuin'
    assert back.profile == 2


def test_the_profile_without_a_name_gets_its_settings_back_while_it_has_none(
    history: History, elsewhere: History, save: Save, monday: datetime
) -> None:
    save()
    history.profiles.change(Profile(1, "", 20, {"height_cm": 180.0}))
    arrivals = read_import(export_bytes(history), "alles.zip", monday)
    elsewhere.import_bundle(arrivals)
    assert elsewhere.profiles.all() == history.profiles.all()
    elsewhere.profiles.change(Profile(1, "", 5))
    elsewhere.import_bundle(arrivals)
    assert elsewhere.profiles.all() == (Profile(1, "", 5),)


def test_each_lift_keeps_the_side_it_was_seen_from(
    history: History, elsewhere: History, save: Save, lift: Callable[..., NewLift], monday: datetime
) -> None:
    number = save()
    made = lift(2, Verdict.FOUT)
    turned = NewLift(
        1, made.view.model_copy(update={"label": ViewLabel.FRONT}), made.part, made.curves
    )
    history.add_lift(number, history.session(number).head, turned)
    elsewhere.import_bundle(read_import(export_bytes(history), "alles.zip", monday))
    (session,) = elsewhere.sessions()
    assert [kept.view.label for kept in session.lifts] == ["side", "front"]


def test_a_session_json_comes_in_under_the_profile_of_choice_and_without_curves(
    history: History, elsewhere: History, save: Save, monday: datetime
) -> None:
    document = history.session(save(lifts=2)).document
    anna = elsewhere.profiles.add("Anna")
    data = json_text(document).encode()
    assert elsewhere.import_bundle(read_import(data, "session.json", monday), anna.number) == 1
    (session,) = elsewhere.sessions(anna.number)
    assert session.document == document
    assert session.started_at == monday
    assert elsewhere.curves(session.number) == {}
    assert elsewhere.import_bundle(read_import(data, "session.json", monday)) == 0


def test_a_session_json_on_disk_brings_the_curves_that_lie_beside_it(
    history: History, elsewhere: History, save: Save, tmp_path: Path
) -> None:
    path = tmp_path / "session.json"
    path.write_text(json_text(history.session(save()).document), encoding="utf-8")
    head = ",".join(["person", *history.curves(1)[1, 1].model_dump()])
    rows = [f"1,{10 + n / 10},30,,50,8,0.3" for n in range(20)]
    (tmp_path / "frames.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    elsewhere.import_bundle(read_import_file(path))
    kept = elsewhere.curves(1)[1, 1]
    assert set(kept.trunk_flexion_deg) == {30.0}
    assert set(kept.knee_flexion_deg) == {None}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"profiles.json": "{}"}, "does not hold an export"),
        ({"profiles.json": '[{"number": 1, "name": ""}]'}, "lifts_per_week"),
        ({"sessions.csv": ""}, "does not hold an export"),
        ({"session-1.json": "{}"}, "session-1.json is not a whole session"),
        ({"session-7.json": "{}"}, "does not hold an export"),
        ({"curves.csv": "session,person,lift\n1,1,1\n"}, "does not hold an export"),
        (
            {"lifts.csv": "session,person,lift,view_label,view_yaw_deg\n1,1,1,From above!,3\n"},
            "view",
        ),
    ],
)
def test_a_zip_of_something_else_gets_a_sentence(
    exported: bytes, changed: dict[str, str], sentence: str, monday: datetime
) -> None:
    with pytest.raises(InputError, match=sentence):
        read_import(packed(unpacked(exported) | changed), "alles.zip", monday)


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04", b"\xff\xd8\xff", b"[" * 9999])
def test_what_is_no_export_at_all_gets_a_sentence(data: bytes, monday: datetime) -> None:
    with pytest.raises(InputError, match=r"not a session|not a whole export"):
        read_import(data, "iets.zip", monday)


def test_a_zip_that_unpacks_to_very_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, monday: datetime
) -> None:
    monkeypatch.setattr("tilcoach.store.importer.MOST_BYTES", 10_000)
    with pytest.raises(InputError, match="too large"):
        read_import(packed({"curves.csv": bytes(20_000)}), "bom.zip", monday)


def test_names_that_lead_elsewhere_lead_nowhere(
    exported: bytes, elsewhere: History, monday: datetime, tmp_path: Path
) -> None:
    stranger = packed(unpacked(exported) | {"../../../evil.json": "{}", "/etc/evil": "x"})
    assert elsewhere.import_bundle(read_import(stranger, "alles.zip", monday)) == 2
    assert {path.name for path in tmp_path.rglob("*evil*")} == set()


def test_a_profile_with_unusable_settings_brings_nothing(
    exported: bytes, elsewhere: History, monday: datetime
) -> None:
    members = unpacked(exported)
    profiles = json.loads(members["profiles.json"])
    profiles[1]["settings"] = {"height_cm": 9000}
    members["profiles.json"] = json.dumps(profiles)
    with pytest.raises(TilcoachError, match="height_cm"):
        elsewhere.import_bundle(read_import(packed(members), "alles.zip", monday))
    assert not elsewhere.path.exists()


@given(place=st.integers(0, 10**6), byte=st.integers(0, 255), kept=st.floats(0, 1))
@example(place=0, byte=0, kept=0.5)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damage_anywhere_in_the_zip_is_noticed_or_harmless(
    exported: bytes, history: History, monday: datetime, place: int, byte: int, kept: float
) -> None:
    data = bytearray(exported[: max(1, round(kept * len(exported)))] if byte % 2 else exported)
    data[place % len(data)] = byte
    before = history.sessions()
    try:
        arrivals = read_import(bytes(data), "alles.zip", monday)
    except TilcoachError:
        return
    history.import_bundle(arrivals)
    assert history.sessions()[: len(before)] == before


@given(
    member=st.sampled_from(["profiles.json", "sessions.csv", "lifts.csv", "curves.csv"]),
    text=st.text(max_size=60),
    place=st.integers(0, 10**6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_stands_in_an_export_is_read_or_refused(
    exported: bytes, monday: datetime, member: str, text: str, place: int
) -> None:
    members: dict[str, str | bytes] = dict(unpacked(exported))
    whole = str(members[member])
    at = place % len(whole)
    changed = whole[:at] + text + whole[at + len(text) :]
    members[member] = changed.encode("utf-8", "surrogatepass")
    try:
        found = read_import(packed(members), "alles.zip", monday)
    except TilcoachError:
        return
    assert len(found.sessions) == 2


def test_a_session_is_of_the_day_of_its_recording(
    history: History, document: SessionDocument, tmp_path: Path
) -> None:
    filmed = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    source = document.source.model_copy(
        update={"recorded_at": filmed, "recorded_at_from": "container"}
    )
    path = tmp_path / "session.json"
    write_json(document.model_copy(update={"source": source}), path)
    assert history.import_bundle(read_import_file(path)) == 1
    assert history.sessions()[0].started_at == filmed
