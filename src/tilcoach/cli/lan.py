"""What opening the app to a network takes: a certificate, a password, and knowing what it means."""

from __future__ import annotations

import socket
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from tilcoach.door.password import HASH_VARIABLE, LEAST_LETTERS, hash_password
from tilcoach.door.this_machine import is_this_machine
from tilcoach.errors import SettingsError
from tilcoach.messages import Translator

PASSWORD_VARIABLE = "TILCOACH_PASSWORD"  # noqa: S105 - the name of it
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with a certificate and a password
_NOWHERE = ("192.0.2.1", 9)  # an address for examples (RFC 5737); nothing is sent to it


@dataclass(frozen=True, slots=True)
class Lan:
    """A way to serve others on the network.

    Attributes
    ----------
    name
        The name or address that they type.
    certificate, key
        Files in PEM.
    """

    name: str
    certificate: Path
    key: Path

    @property
    def options(self) -> Mapping[str, str]:
        """Streamlit's own options for it."""
        return {
            "server.sslCertFile": str(self.certificate.absolute()),
            "server.sslKeyFile": str(self.key.absolute()),
            "browser.serverAddress": self.name,
        }


def only_here(host: str | None, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment of a server for this machine alone.

    Parameters
    ----------
    host
        What to listen on; None = the usual.
    environment
        Of this process; a password in it is left out.

    Raises
    ------
    SettingsError
        If others can reach that address.
    """
    if host is not None and not is_this_machine(host):
        sentence = (
            "{host} can be reached by others on your network. If you want that, add --lan: it "
            "asks for a certificate and a password."
        )
        raise SettingsError(sentence, host=host)
    secret = (PASSWORD_VARIABLE, HASH_VARIABLE)
    return {name: value for name, value in environment.items() if name not in secret}


def prepare_lan(name: str | None, certificate: Path | None, key: Path | None) -> Lan:
    """Return a way to serve others, or say what is missing.

    Parameters
    ----------
    name
        What others type; None = this machine's address in the network.
    certificate, key
        Files in PEM.

    Raises
    ------
    SettingsError
        If a file is missing, or is no certificate with its key.
    """
    if certificate is None or key is None:
        sentence = (
            "On a network, tilcoach needs a certificate so that nobody can read along: give "
            "--certificate and --key. docs/threat-model.md says how to make them."
        )
        raise SettingsError(sentence)
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except OSError as error:  # ssl's own errors are of this kind
        sentence = (
            "{certificate} and {key} are no certificate with its key ({cause}): make them again."
        )
        raise SettingsError(sentence, certificate=certificate, key=key, cause=error) from error
    return Lan(name or _own_address(), certificate, key)


def server_environment(environment: Mapping[str, str], words: Translator) -> Mapping[str, str]:
    """Return the environment for the server: with the hash of the password, without the password.

    Parameters
    ----------
    environment
        Of this process; the password is asked for when it is not in it.
    words
        In the user's language.

    Raises
    ------
    SettingsError
        If there is no password, or too short a one.
    """
    password = environment.get(PASSWORD_VARIABLE) or _asked(words)
    if len(password) < LEAST_LETTERS:
        sentence = "This password is too short: use {least} letters or more."
        raise SettingsError(sentence, least=LEAST_LETTERS)
    return {**only_here(None, environment), HASH_VARIABLE: hash_password(password)}


def say_what_it_means(lan: Lan, words: Translator) -> None:
    """Tell, before it happens, what others will be able to see.

    Parameters
    ----------
    lan
        How they are served.
    words
        In the user's language.
    """
    typer.echo(
        words.text(
            "tilcoach can now be reached on your network as {name}. Whoever knows the password can "
            "use it, and see or erase everything that was saved on this computer. Pictures of "
            "others pass over the network, encrypted. Do this only on a network that you trust, "
            "and stop it with Ctrl-C when you are done.",
            name=lan.name,
        )
    )


def _asked(words: Translator) -> str:
    if not sys.stdin.isatty():
        sentence = "On a network, tilcoach needs a password: set {variable} and try again."
        raise SettingsError(sentence, variable=PASSWORD_VARIABLE)
    label = words.text("Password for this time")
    again = words.text("Once more")
    given: str = typer.prompt(label, hide_input=True, confirmation_prompt=again)
    return given


def _own_address() -> str:
    """Return this machine's address in the network; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(_NOWHERE)
        except OSError:  # no network at all
            return "localhost"
        address: str = line.getsockname()[0]
        return address
