"""A certificate of its own for each session, for one address and some hours."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509

from tilcoach.phone.certificate import VALID_FOR, make_certificate, server_context


@pytest.mark.parametrize("address", ["192.168.1.5", "fd00::1"])
def test_it_names_the_address_and_is_valid_now_and_not_for_long(address: str) -> None:
    made = make_certificate(address)
    read = x509.load_pem_x509_certificate(made.certificate_pem)
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ip_address(address)]
    now = datetime.now(tz=UTC)
    assert read.not_valid_before_utc < now < read.not_valid_after_utc
    assert read.not_valid_after_utc - read.not_valid_before_utc <= 2 * VALID_FOR + timedelta(0)
    der = ssl.PEM_cert_to_DER_cert(made.certificate_pem.decode())
    assert x509.load_der_x509_certificate(der) == read
    assert len(made.fingerprint.split(":")) == 32


def test_each_has_a_key_of_its_own() -> None:
    assert make_certificate("127.0.0.1").key_pem != make_certificate("127.0.0.1").key_pem


def test_the_key_does_not_stay_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    context = server_context(make_certificate("127.0.0.1"))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert list(tmp_path.rglob("*")) == []
