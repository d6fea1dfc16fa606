"""A session document without people, for commands that read one."""

from __future__ import annotations

from tilcoach.lifting import LoadChoice
from tilcoach.session_files import SessionDocument


def document(name: str) -> SessionDocument:
    return SessionDocument.model_validate(
        {
            "tilcoach": "0.1.0",
            "source": {"name": name, "sha256": "", "duration_s": 9, "frame_rate_hz": 30}
            | {"width_px": 640, "height_px": 480, "frames": 270, "frames_without_person": 0},
            "model": {"name": "no_model", "sha256": ""},
            "settings": {"load": LoadChoice.AUTO, "height_cm": None, "limits": {}}
            | {"language": "nl", "load_kg": None, "persons": 1},
            "people": (),
            "warnings": (),
        }
    )
