"""Formats that only office programs know (.doc, .rtf, .odt, .xlsb …): LibreOffice converts them.

It runs without a window, with a profile of its own in a temporary folder, for a limited time.
Macros are not run: a fresh profile refuses them.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from jixiao.errors import ConversionFailed, NeedsLibreOffice, reason_of

_PROGRAMS: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
TIME_LIMIT: Final = 120  # seconds; a report takes two to four


def program() -> str | None:
    """Return the LibreOffice of this machine, or None."""
    for name in (*_PROGRAMS, *_PLACES):
        found = shutil.which(name)
        if found is not None:
            return found
    return None


def convert(data: bytes, path: str, ending: str, target: str) -> bytes:
    """Return a file in another format; ``ending`` tells LibreOffice what it is given.

    Raises:
        NeedsLibreOffice: there is none on this machine.
        ConversionFailed: it cannot read the file, or takes too long.
    """
    office = program()
    if office is None:
        raise NeedsLibreOffice(path, ending)
    with tempfile.TemporaryDirectory(prefix="jixiao-") as name:
        folder = Path(name)
        given = folder / f"document{ending}"
        given.write_bytes(data)
        made = folder / "out" / f"document{target}"
        _run(
            [
                office,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to",
                target.removeprefix("."),
                "--outdir",
                str(made.parent),
                str(given),
            ],
            path,
        )
        if not made.is_file():
            raise ConversionFailed(path, "LibreOffice 打不开这个文件")
        return made.read_bytes()


def _run(command: list[str], path: str) -> None:
    """Run a program; when its time is up, end it with all that it started."""
    try:
        running = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, found by name
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ConversionFailed(path, f"LibreOffice 启动不了：{reason_of(error)}") from error
    try:
        running.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        _end(running)
        raise ConversionFailed(path, f"LibreOffice 在 {TIME_LIMIT} 秒内没有转完") from error


def _end(running: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:  # Windows has no process groups of this kind
        running.kill()
    running.wait()
