"""The kinds of slips by the code that is meant to find them."""

from final_accounts import slips_in_prose, slips_in_tables, slips_of_form

PLANTERS = {
    "FA01": (
        slips_in_tables.leaf,
        slips_in_tables.subtotal,
        slips_in_tables.total,
        slips_in_tables.row_dropped,
        slips_in_tables.economic,
    ),
    "FA02": (slips_in_tables.cell_moved, slips_in_tables.travel_cell),
    "FA03": (slips_in_tables.overall_item, slips_in_tables.overall_total, slips_in_tables.balance),
    "FA04": (slips_in_tables.not_carried, slips_in_tables.unit_of_table),
    "FA05": (slips_in_prose.prose_amount, slips_in_prose.prose_unit),
    "FA06": (slips_in_tables.blanked, slips_in_prose.denied, slips_in_prose.travel_denied),
    "FA07": (
        slips_in_prose.direction,
        slips_in_prose.compared,
        slips_in_prose.equal,
        slips_in_prose.not_the_same,
    ),
    "FA08": (slips_of_form.residue, slips_of_form.wrong_year, slips_of_form.wrong_department),
    "FA09": (slips_of_form.note_missing, slips_of_form.note_wrong),
    "FA10": (slips_of_form.table_missing, slips_of_form.contents_differ),
}
KINDS = {planter.__name__: planter for planters in PLANTERS.values() for planter in planters}
CODE_OF = {planter.__name__: code for code, planters in PLANTERS.items() for planter in planters}
