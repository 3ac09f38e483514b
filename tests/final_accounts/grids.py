"""Makes the rows of a table: heads of merged cells, blank rows, figures with their keys."""

from final_accounts.pages import Cell, Sheet


def head(rows):
    """Lay out a head: each row lists (text, across, down) for the places not yet covered."""
    columns = sum(across for _, across, _ in rows[0])
    grid = [[None] * columns for _ in rows]
    covered = set()
    for top, row in enumerate(rows):
        left = 0
        for text, across, down in row:
            while (top, left) in covered:
                left += 1
            grid[top][left] = Cell(text, across=across, down=down)
            covered |= {(top + y, left + x) for y in range(down) for x in range(across)}
            left += across
    return grid


def across(cell, columns):
    """A cell merged over so many columns, with the places it covers."""
    cell.across = columns
    return [cell, *[None] * (columns - 1)]


class Maker:
    """What all tables of one publication have in common."""

    def __init__(self, accounts, layout):
        self.accounts, self.layout = accounts, layout
        self.year = accounts.department.year

    def figure(self, key, row, column, yuan):
        """A cell with an amount."""
        return Cell(self.layout.amount(yuan), (key, row, column), "right")

    def label(self, key, row, text, align="left"):
        """A cell with the name of a row."""
        return Cell(self.spaced(text), (key, row, "name"), align)

    def spaced(self, text):
        """Short names of totals with spaces between the characters, where the layout has them so."""
        if self.layout.spaced and text in {"合计", "总计", "小计", "项目"}:
            return "　".join(text)
        return text

    def sheet(self, key, rows, heads, widths, notes=()):
        """The table with its title and the lines above it."""
        layout = self.layout
        number = layout.tables.index(key) + 1
        words = {
            "no": number,
            "department": self.accounts.department.name,
            "unit": layout.unit,
            "year": self.year,
            "name": layout.named(key),
        }
        words["title"] = layout.title.format(**words)
        return Sheet(
            key,
            words["title"],
            [tuple(part.format(**words) for part in line) for line in layout.above],
            rows,
            heads,
            list(widths),
            [layout.note_style.format(note) for note in notes if note],
            key in layout.landscape,
        )

    def note(self, what):
        """The usual note below a table, where the layout has notes."""
        if not self.layout.notes:
            return ""
        unit = "部门" if self.accounts.department.kind != "事业" else "单位"
        return f"本表反映{unit}本年度{what}。"


def numbered(columns):
    """The cells of the row of column numbers."""
    return [Cell(str(number)) for number in range(1, columns + 1)]
