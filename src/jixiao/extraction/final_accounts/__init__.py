"""Final accounts (部门决算): their tables, and what tables and narrative state of each other."""

from jixiao.extraction.final_accounts.balances import read_balances
from jixiao.extraction.final_accounts.between import read_between
from jixiao.extraction.final_accounts.names import names
from jixiao.extraction.final_accounts.places import Tables
from jixiao.extraction.final_accounts.reading import read_accounts
from jixiao.extraction.final_accounts.sums import fails, read_columns, read_rows
from jixiao.extraction.final_accounts.told import read_told
from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.understanding import Metadata
from jixiao.model.accounts import FinalAccounts
from jixiao.model.document import Document


def read_final_accounts(document: Document, about: Metadata, out: Collector) -> FinalAccounts:
    """Read the tables of final accounts, if there are any, and the relations that they state."""
    accounts = read_accounts(document, about, out)
    out.tables_read = accounts.numbers
    known = names()
    for table in accounts.tables:
        for reader in (read_rows(table), read_columns(table, known), read_balances(table, known)):
            for relation in reader:
                if not table.doubtful or not fails(relation):
                    out.add(relation)
    if accounts:
        tables = Tables.of(accounts, known)
        for repeated in read_between(tables, known):
            out.add(repeated)
        read_told(document, about, tables, known, out)
    return accounts
