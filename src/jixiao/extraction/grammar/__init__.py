"""The grammar: from mentions in their sentences to facts and the relations that the text states.

Each module reads one kind of relation. A rule never asks whether a relation holds: a slip must not
change how a sentence is read.
"""
