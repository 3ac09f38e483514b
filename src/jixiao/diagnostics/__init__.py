"""Outcomes and facts → what people and tools read."""
