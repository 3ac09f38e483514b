"""Record the hashes of published packs; a pack that was published is never edited.

Run it after adding a pack: ``python scripts/seal_packs.py``. It adds what is new and refuses to
change what is there; ``tests/standards/test_sealed.py`` compares.
"""

import hashlib
import sys
from pathlib import Path

PACKS = Path(__file__).resolve().parent.parent / "src" / "jixiao" / "standards" / "packs"
SEALS = PACKS / "published.sha256"


def sealed() -> dict[str, str]:
    """Return the recorded hashes by file."""
    lines = SEALS.read_text(encoding="utf-8").splitlines() if SEALS.exists() else []
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def present() -> dict[str, str]:
    """Return the hashes of the packs that are there, by file."""
    return {
        file.relative_to(PACKS).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(PACKS.rglob("*.yaml"))
    }


def main() -> int:
    """Add the new packs; 1 where a published one was changed or is gone."""
    known, here = sealed(), present()
    changed = [name for name, digest in known.items() if here.get(name) != digest]
    for name in changed:
        sys.stderr.write(f"{name} was published and is not to be changed: add a new pack.\n")
    if changed:
        return 1
    lines = [f"{digest}  {name}\n" for name, digest in here.items()]
    SEALS.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
