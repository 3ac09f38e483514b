"""Jixiao 绩效: reads, checks and produces budget-performance documents of Chinese departments."""

__version__ = "0.1.0"
