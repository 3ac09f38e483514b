"""Invented final accounts of departments, right and with planted slips, in PDF, Word and Excel."""
