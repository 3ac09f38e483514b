"""Standards: what grades, outlines and deadlines are in force where and when. Packs are data."""

from jixiao.standards.framework import Framework, FrameworkHeading
from jixiao.standards.nodes import PackError
from jixiao.standards.resolving import Standards, load, load_folder
from jixiao.standards.schema import (
    Deadline,
    Grade,
    GradeTable,
    Limit,
    LimitName,
    Outline,
    OutlineSection,
    Pack,
)

__all__ = [
    "Deadline",
    "Framework",
    "FrameworkHeading",
    "Grade",
    "GradeTable",
    "Limit",
    "LimitName",
    "Outline",
    "OutlineSection",
    "Pack",
    "PackError",
    "Standards",
    "load",
    "load_folder",
]
