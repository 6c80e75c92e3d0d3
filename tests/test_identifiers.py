"""DOI, ISBN and ISSN: form, check digits and the prefixes that people paste."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.models import Identifier, terms
from ncfe_kb.models.identifiers import check_identifier, normal_form


@pytest.mark.parametrize(
    ("scheme", "value", "is_good"),
    [
        ("isbn", "978-87-93445-58-1", True),
        ("isbn", "9788793445581", True),
        ("isbn", "0-306-40615-2", True),
        ("isbn", "080442957X", True),
        ("isbn", "978-87-93445-58-2", False),
        ("isbn", "0-306-40615-3", False),
        ("isbn", "978-87-93445-58", False),
        ("isbn", "bog", False),
        ("issn", "0141-1926", True),
        ("issn", "2434-561X", True),
        ("issn", "0141-1927", False),
        ("issn", "0141-192", False),
        ("issn", "２０４９３６３０", False),  # noqa: RUF001 - digits that are not ASCII
        ("doi", "10.1002/berj.3677", True),
        ("doi", "10.1002", False),
        ("doi", "berj.3677", False),
    ],
)
def test_isbn_and_issn_need_a_right_check_digit_and_a_doi_its_form(scheme: str, value: str, *, is_good: bool) -> None:
    if is_good:
        assert Identifier(scheme=scheme, value=value).value == value
    else:
        with pytest.raises(InvalidRecord, match=f"“{re.escape(value)}” is not an? {scheme.upper()}"):
            Identifier(scheme=scheme, value=value)


@settings(deadline=None)
@given(st.sampled_from(list(terms.IDENTIFIER_SCHEMES)), st.text("0123456789xX-. /٣é", min_size=1, max_size=20))
def test_any_identifier_is_taken_or_refused_with_a_fault(scheme: str, value: str) -> None:
    with suppress(Fault):
        assert check_identifier(scheme, value) == value


@pytest.mark.parametrize(
    ("scheme", "pasted", "expected"),
    [
        ("doi", "https://doi.org/10.1002/BERJ.3677", "10.1002/berj.3677"),
        ("doi", "http://dx.doi.org/10.1002/berj.3677 ", "10.1002/berj.3677"),
        ("doi", "DOI: 10.1002/berj.3677", "10.1002/berj.3677"),
        ("isbn", " 978-87-93445-58-1 ", "978-87-93445-58-1"),
    ],
)
def test_a_pasted_identifier_loses_its_prefix(scheme: str, pasted: str, expected: str) -> None:
    assert normal_form(scheme, pasted) == expected
