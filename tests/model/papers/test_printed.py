"""Numbers in words, as documents print them."""

from __future__ import annotations

import pytest

from rkt_excel.model.vocabulary.printed import terbilang


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (6, "enam"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (20, "dua puluh"),
        (24, "dua puluh empat"), (100, "seratus"), (111, "seratus sebelas"), (200, "dua ratus"), (1_000, "seribu"),
        (1_001, "seribu satu"), (2_027, "dua ribu dua puluh tujuh"), (21_000, "dua puluh satu ribu"),
        (100_100, "seratus ribu seratus"),
        (999_999, "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)  # fmt: skip
def test_a_number_in_words(number: int, words: str) -> None:
    assert terbilang(number) == words


@pytest.mark.parametrize("number", [-1, -12, 1_000_000, 21_000_000])
def test_a_number_that_no_paper_counts_to_is_refused_instead_of_told_wrong(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        terbilang(number)
