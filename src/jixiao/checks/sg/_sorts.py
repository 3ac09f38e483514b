"""The sorts of 三公 expenses, each with the word that gives it away in any wording."""

SORTS = {"overseas_trips": "出国", "vehicles_total": "公务用车", "official_receptions": "接待"}
