"""Scores by the official standard, each with the arithmetic that leads to it."""

from jixiao.scoring.engine import score
from jixiao.scoring.plan import Plan, plan

__all__ = ["Plan", "plan", "score"]
