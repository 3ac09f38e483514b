"""How drawings are moved, turned and scaled on a page, in PDF as in OFD."""

from typing import NamedTuple


class Matrix(NamedTuple):
    """Takes (x, y) to (a·x + c·y + e, b·x + d·y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where it takes a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: "Matrix") -> "Matrix":
        """Return what takes a point through this matrix and then through the outer one."""
        return Matrix(
            outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d,
            *outer.point(self.e, self.f),
        )  # fmt: skip
