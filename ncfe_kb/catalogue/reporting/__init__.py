"""The yearly report, computed from dated statuses beside what the printed one says.

`Catalogue.report` gives the account of a year; `told` puts it into a language as tables,
which `as_markdown`, `as_html`, `as_csv` and `as_xlsx` write; `as_svg` draws it.
"""

from ncfe_kb.catalogue.reporting.account import Account, account_of, day_of, kept, last_told
from ncfe_kb.catalogue.reporting.chart import as_svg
from ncfe_kb.catalogue.reporting.comma_separated import as_csv
from ncfe_kb.catalogue.reporting.html import as_html
from ncfe_kb.catalogue.reporting.markdown import as_markdown
from ncfe_kb.catalogue.reporting.plain import as_data
from ncfe_kb.catalogue.reporting.sheets import Document, Row, Sheet
from ncfe_kb.catalogue.reporting.telling import told
from ncfe_kb.catalogue.reporting.workbook import as_xlsx

__all__ = [
    "Account",
    "Document",
    "Row",
    "Sheet",
    "account_of",
    "as_csv",
    "as_data",
    "as_html",
    "as_markdown",
    "as_svg",
    "as_xlsx",
    "day_of",
    "kept",
    "last_told",
    "told",
]
