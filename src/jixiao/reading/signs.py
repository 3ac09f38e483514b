"""Signs that stand for figures set in another way."""

from typing import Final

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # 100 with a note's sign is not 1001
