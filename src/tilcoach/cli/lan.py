"""What serving a network takes: a certificate, a password, and a notice of the consequences."""

from __future__ import annotations

import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from tilcoach.auth.loopback import is_loopback
from tilcoach.auth.network_address import network_address
from tilcoach.auth.password import HASH_VARIABLE, LEAST_LETTERS, hash_password
from tilcoach.auth.token import TOKEN_VARIABLE
from tilcoach.errors import SettingsError
from tilcoach.i18n import Translator

PASSWORD_VARIABLE = "TILCOACH_PASSWORD"  # noqa: S105 - the name of it
_PROXIES_VARIABLE = "FORWARDED_ALLOW_IPS"  # of uvicorn, which else believes X-Forwarded-For of
# any program on this machine; name a reverse proxy there
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with a certificate and a password


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
    """Return the environment of a server for this machine alone."""
    if host is not None and not is_loopback(host):
        sentence = (
            "{host} can be reached by others on your network. If you want that, add --lan: it "
            "asks for a certificate and a password."
        )
        raise SettingsError(sentence, host=host)
    secret = (PASSWORD_VARIABLE, HASH_VARIABLE, TOKEN_VARIABLE)
    kept = {name: value for name, value in environment.items() if name not in secret}
    return {_PROXIES_VARIABLE: "", **kept}


def prepare_lan(name: str | None, certificate: Path | None, key: Path | None) -> Lan:
    """Return a way to serve others, or say what is missing."""
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
    return Lan(name or network_address() or "localhost", certificate, key)


def server_environment(environment: Mapping[str, str], words: Translator) -> Mapping[str, str]:
    """Return the server environment: with the hash of the password, without the password."""
    password = environment.get(PASSWORD_VARIABLE) or _prompted_password(words)
    if len(password) < LEAST_LETTERS:
        sentence = "This password is too short: use {least} letters or more."
        raise SettingsError(sentence, least=LEAST_LETTERS)
    return {**only_here(None, environment), HASH_VARIABLE: hash_password(password)}


def print_lan_notice(lan: Lan, words: Translator) -> None:
    """Print, before the server starts, what others will be able to see and do."""
    typer.echo(
        words.text(
            "tilcoach can now be reached on your network as {name}. Whoever knows the password can "
            "use it, and see or erase everything that was saved on this computer. Pictures of "
            "others pass over the network, encrypted. Do this only on a network that you trust, "
            "and stop it with Ctrl-C when you are done.",
            name=lan.name,
        )
    )


def _prompted_password(words: Translator) -> str:
    if not sys.stdin.isatty():
        sentence = "On a network, tilcoach needs a password: set {variable} and try again."
        raise SettingsError(sentence, variable=PASSWORD_VARIABLE)
    label = words.text("Password for this time")
    again = words.text("Once more")
    password: str = typer.prompt(label, hide_input=True, confirmation_prompt=again)
    return password
