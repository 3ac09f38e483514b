"""The workbook that people fill in: an ``Evaluation`` to Excel and back."""
