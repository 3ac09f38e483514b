"""Remakes the files that LibreOffice wrote for the tests of reading (needs LibreOffice).

    .venv/bin/python scripts/office_fixtures.py

The report ``tests/reading/fixtures/office/report.md`` is set as a Word file with all that office
programs put around the words, and converted. Of the formats that are read through LibreOffice,
what it makes of its own file is kept as well, so that the tests run where there is none.
"""

import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.append(str(TESTS))

officemade: Any = import_module("officemade")


def convert(given: Path, target: str, folder: Path) -> Path:
    """Converts a file with LibreOffice, in a profile of its own, and returns the result."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    made = folder / "made"
    command += ["--convert-to", target, "--outdir", str(made), str(given)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - LibreOffice, by name
    return made / f"{given.stem}.{target}"


def main() -> None:
    """Writes all files anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = folder / "report.docx"
        for kind in officemade.LEFT_OUT:
            given.write_bytes(officemade.source(kind))
            made = convert(given, kind, folder)
            kept = officemade.FOLDER / f"report.{kind}"
            kept.write_bytes(made.read_bytes())
            if kind in officemade.CONVERTED:
                again = convert(kept, "docx", folder)
                (officemade.FOLDER / f"report.{kind}.docx").write_bytes(again.read_bytes())
    for file in sorted(officemade.FOLDER.iterdir()):
        print(f"{file.stat().st_size:>8} {file.name}")


if __name__ == "__main__":
    main()
