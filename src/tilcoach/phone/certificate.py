"""The certificate of one session: this machine vouches for itself, so a browser warns of it once.

A browser gives its camera to pages over HTTPS only. The key is made for the session and forgotten
with it.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID_FOR = timedelta(days=1)
"""Before and after now: clocks of telephones differ, and no session takes longer."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its key.

    Attributes
    ----------
    certificate_pem, key_pem
        As PEM.
    fingerprint
        SHA-256 of the certificate, in pairs of hexadecimal digits, as browsers show it.
    """

    certificate_pem: bytes
    key_pem: bytes
    fingerprint: str


def make_certificate(address: str) -> Certificate:
    """Return a new certificate for an IP address of this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"tilcoach {address}")])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - VALID_FOR)
        .not_valid_after(now + VALID_FOR)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Certificate(
        made.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        made.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


def server_context(certificate: Certificate) -> ssl.SSLContext:
    """Return what a server encrypts with; the key is on the disk for as long as that takes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with TemporaryDirectory(
        prefix="tilcoach-"
    ) as folder:  # 0700; Python reads keys from files only
        file = Path(folder) / "certificate.pem"
        file.touch(mode=0o600)
        file.write_bytes(certificate.key_pem + certificate.certificate_pem)
        context.load_cert_chain(file)
    return context
