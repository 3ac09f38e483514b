"""Official documents: composed free of any format, then written as Word, PDF, Excel and HTML."""
