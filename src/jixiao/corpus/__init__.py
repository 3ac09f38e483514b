"""Many documents: checked by several processes, kept as a dataset, summed up in a workbook."""
