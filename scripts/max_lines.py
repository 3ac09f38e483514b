"""Names the files and functions under src that have grown too long to be read at one go."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60


def long_files(files: list[Path]) -> Iterator[str]:
    """Yields one line of report for each file over the limit."""
    for file in files:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > MAX_FILE_LINES:
            yield f"{file}: {lines} lines, at most {MAX_FILE_LINES}"


def long_functions(files: list[Path]) -> Iterator[str]:
    """Yields one line of report for each function over the limit, docstrings not counted."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines = _lines(node)
            if ast.get_docstring(node) is not None:
                lines -= _lines(node.body[0])
            if lines > MAX_FUNCTION_LINES:
                yield (
                    f"{file}:{node.lineno}: {node.name} has {lines} lines, "
                    f"at most {MAX_FUNCTION_LINES}"
                )


def _lines(node: ast.stmt) -> int:
    """Counts the lines that a statement spans."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> int:
    """Reports what is too long and gives the exit status."""
    files = sorted((ROOT / "src").rglob("*.py"))
    problems = [*long_files(files), *long_functions(files)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
