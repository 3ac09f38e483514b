"""The documentation site: gathers the pages for Sphinx and checks what Sphinx has built."""
