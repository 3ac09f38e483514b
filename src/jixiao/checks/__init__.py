"""Checks: one small unit each, found by scanning this folder; see ``registry``."""
