"""The parts of the lexer: units, numerals, dates, codes, ordinals and quantities.

Every reader takes the reading text and a place in it and answers with a token, or with None where
what it looked for is not there. None of them looks further than a few characters beyond the token,
so the whole pass stays linear in the length of the text.
"""
