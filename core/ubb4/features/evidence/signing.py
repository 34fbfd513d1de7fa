"""A package's manifest signed and verified in the format of minisign: `PACKAGE.minisig` beside the folder or the .zip.

The keys are the body's own (`minisign -G` makes a pair); the secret key is read here and goes nowhere. Whoever has the public key can verify without
ubb4 as well: `minisign -Vm manifest.json -x PACKAGE.minisig -p KEY.pub`.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ubb4.base import extras
from ubb4.base.errors import UseError
from ubb4.base.files import write_bytes
from ubb4.base.text import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable


def place(package: Path) -> Path:
    """Where the signature of a package lies: within no sealed folder, beside it."""
    return package.with_name(f"{package.name}.minisig")


def sign(package: Path, manifest: bytes, key: Path, password: Callable[[], str]) -> Path:
    """Sign a package's manifest with a secret key; UseError for a key that is none or a wrong password."""
    minisign = extras.load("minisign", "sign")
    try:
        with minisign.SecretKey.from_file(key) as secret:
            if secret.is_encrypted():
                secret.decrypt(password())
            signature = bytes(secret.sign(manifest, trusted_comment=f"ubb4 package, manifest SHA-256 {sha256(manifest).hexdigest()}"))
    except (OSError, ValueError, minisign.Error) as error:
        raise UseError(_("{file}: кілт ашылмады ({error}).", file=key.name, error=error), "key") from error
    target = place(package)
    write_bytes(target, signature)
    return target


def holds(package: Path, manifest: bytes, key: Path) -> bool:
    """Whether the signature beside a package is that of a public key over its manifest; UseError where there is none."""
    minisign = extras.load("minisign", "sign")
    path = place(package)
    if not path.is_file():
        raise UseError(_("{file}: қолтаңба жоқ.", file=path.name), "no-signature")
    try:
        public = minisign.PublicKey.from_file(key)
        public.verify(manifest, minisign.Signature.from_file(path))
    except minisign.VerifyError:
        return False
    except (OSError, ValueError, minisign.Error) as error:
        raise UseError(_("{file}: ашық кілт немесе қолтаңба оқылмады ({error}).", file=key.name, error=error), "key") from error
    return True
