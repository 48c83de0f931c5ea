"""How far the procedure has come, told entry by entry from what a journal says: the usual way and the crooked ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rkt_excel import events as e
from rkt_excel.model.procedure.alur import TANGGAL, Gerak, Keadaan, Tahap, after, moment, replay

START = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
Told = tuple[str, dict[str, Any]]

ISSUED: Told = (e.FORMULIR_TERBIT, {})
PARTLY: Told = (e.DIGABUNG, {"status": {"SEK": "lengkap", "PLY": "belum-masuk"}})
WHOLE: Told = (e.DIGABUNG, {"status": {"SEK": "lengkap", "PLY": "lengkap"}})
MET: Told = (e.RAPAT_DISIAPKAN, {TANGGAL: "2026-12-01"})
BACK: Told = (e.DIKEMBALIKAN, {"draft": 1, "catatan": "Perbaiki target"})
READY: Told = (e.NASKAH_DISIAPKAN, {"berkas": "7-rkt/RKT.docx", "sha256": "5"})
SIGNED: Told = (e.DITANDATANGANI, {TANGGAL: "2026-12-10"})
SHARED: Told = (e.DISTRIBUSI_DISIAPKAN, {"penerima": ["SEK", "PLY"]})
SEALED: Told = (e.ARSIP_DISEGEL, {})


def drafted(number: int) -> Told:
    return e.DRAFT_DIBUAT, {"nomor": number, "keluaran": {f"6-draft/{number}.xlsx": str(number)}}


def initialled(peran: str, *, last: bool = False, day: str | None = None) -> Told:
    told = {"peran": peran, "jabatan": peran.capitalize(), "lengkap": last}
    return e.DIPARAF, told | ({TANGGAL: day} if day else {})


def got(who: str, day: str | None = None) -> Told:
    return e.TANDA_TERIMA, {"penerima": who} | ({TANGGAL: day} if day else {})


def at(number: int) -> datetime:
    """When the entry of a number was written: one a day."""
    return START + timedelta(days=number)


def told(*entries: Told) -> Keadaan:
    return replay((event, at(number), details) for number, (event, details) in enumerate(entries))


USUAL = [ISSUED, WHOLE, MET, drafted(1), initialled("kasubag"), initialled("kepala", last=True), READY, SIGNED, SHARED,
         got("SEK"), got("PLY"), SEALED]  # fmt: skip
MEETING = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
SIGNATURE = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "tahap", "langkah", "selesai"),
    [
        (0, Tahap.AWAL, 1, {}),
        (1, Tahap.TERBIT, 3, {1: at(0), 2: at(0)}),
        (2, Tahap.KONSEP, 4, {1: at(0), 2: at(0), 3: at(1)}),
        (3, Tahap.RAPAT, 5, {1: at(0), 2: at(0), 3: at(1), 4: MEETING}),
        (4, Tahap.DINILAI, 6, {1: at(0), 2: at(0), 3: at(1), 4: MEETING, 5: at(3)}),
        (5, Tahap.DIPARAF, 6, {1: at(0), 2: at(0), 3: at(1), 4: MEETING, 5: at(3)}),
        (6, Tahap.NASKAH, 8, {1: at(0), 2: at(0), 3: at(1), 4: MEETING, 5: at(3), 6: at(5), 7: at(5)}),
        (8, Tahap.DITANDATANGANI, 9, {5: at(3), 6: at(5), 7: at(5), 8: SIGNATURE}),
        (9, Tahap.DIBAGIKAN, 9, {7: at(5), 8: SIGNATURE}),
        (10, Tahap.DIBAGIKAN, 9, {7: at(5), 8: SIGNATURE}),
        (11, Tahap.DIBAGIKAN, 10, {8: SIGNATURE, 9: at(10)}),
        (12, Tahap.DIARSIPKAN, 10, {8: SIGNATURE, 9: at(10), 10: at(11)}),
    ],
)
def test_each_entry_of_the_usual_way_finishes_its_step(
    count: int, tahap: Tahap, langkah: int, selesai: Mapping[int, datetime]
) -> None:
    state = told(*USUAL[:count])
    assert (state.tahap, state.langkah) == (tahap, langkah)
    first = min(selesai, default=0)
    assert {step: when for step, when in state.selesai.items() if step >= first} == selesai
    assert state.tamat is (tahap is Tahap.DIARSIPKAN)


def test_what_the_entries_say_is_kept_while_it_holds() -> None:
    state = told(*USUAL[:5])
    assert (state.draft, state.berkas, state.paraf, state.naskah) == (1, {"6-draft/1.xlsx": "1"}, ("kasubag",), {})
    assert state.terakhir == ("Kasubag memaraf", at(4).date())
    assert state.digabung == at(1).date()
    assert told(*USUAL[:4]).terakhir == ("draft 1 dibuat", at(3).date())
    naskah = told(*USUAL[:7])
    assert (naskah.paraf, naskah.naskah) == (("kasubag", "kepala"), READY[1])
    assert naskah.terakhir == ("Kepala memaraf", at(5).date())
    assert told(*USUAL[:8]).terakhir == ("RKT ditandatangani", SIGNATURE.date())
    shared = told(*USUAL[:9])
    assert (shared.penerima, shared.diterima) == (("SEK", "PLY"), ())
    assert shared.terakhir == ("RKT mulai dibagikan", at(8).date())
    assert told(*USUAL[:9], SHARED).terakhir == ("RKT mulai dibagikan", at(8).date()), "not begun a second time"
    received = told(*USUAL[:10])
    assert (received.diterima, received.diterima_terakhir) == (("SEK",), at(9))


@pytest.mark.parametrize(
    ("first", "second", "last"),
    [(None, None, at(10)), ("2026-12-20", "2026-12-15", datetime(2026, 12, 20, 9, 30, tzinfo=UTC)),
     ("2026-12-15", "2026-12-20", datetime(2026, 12, 20, 9, 30, tzinfo=UTC))],
)  # fmt: skip
def test_the_copies_are_there_on_the_day_of_the_last_whichever_was_noted_last(
    first: str | None, second: str | None, last: datetime
) -> None:
    state = told(*USUAL[:9], got("SEK", first), got("PLY", second))
    assert (state.diterima_terakhir, state.selesai[9]) == (last, last)


def test_a_receiver_more_opens_the_step_again_until_it_has_its_copy() -> None:
    more: Told = (e.DISTRIBUSI_DISIAPKAN, {"penerima": ["SEK", "PLY", "BID"]})
    state = told(*USUAL[:11], more)
    assert (state.langkah, state.boleh[0]) == (9, Gerak.TERIMA)
    assert told(*USUAL[:11], more, got("BID")).langkah == 10


def test_forms_that_are_issued_again_keep_the_days_of_the_first_and_ask_for_all_returns_again() -> None:
    again = told(ISSUED, ISSUED)
    assert (again.tahap, again.selesai) == (Tahap.TERBIT, {1: at(0), 2: at(0)})
    later = told(ISSUED, WHOLE, ISSUED)
    assert (later.tahap, later.lengkap, later.langkah) == (Tahap.KONSEP, False, 3)
    assert later.selesai == {1: at(0), 2: at(0), 3: at(1)}
    assert told(*USUAL[:4], ISSUED).tahap is Tahap.DINILAI


def test_a_konsep_that_is_not_whole_leaves_its_step_open_and_gabung_comes_first() -> None:
    state = told(ISSUED, PARTLY)
    assert (state.tahap, state.lengkap, state.langkah) == (Tahap.KONSEP, False, 3)
    assert 3 not in state.selesai
    assert state.boleh[0] is Gerak.GABUNG
    assert sorted(state.boleh) == sorted(told(ISSUED, WHOLE).boleh)
    assert told(ISSUED, WHOLE).boleh[0] is not Gerak.GABUNG
    assert told(ISSUED, (e.DIGABUNG, {})).lengkap is False, "of an older program"
    whole = told(ISSUED, PARTLY, WHOLE)
    assert (whole.selesai[3], whole.digabung) == (at(2), at(1).date())
    assert told(ISSUED, WHOLE, WHOLE).selesai[3] == at(2)


def test_what_was_passed_over_is_done_when_what_follows_it_is() -> None:
    met = told(ISSUED, PARTLY, MET)
    assert met.selesai == {1: at(0), 2: at(0), 3: at(2), 4: MEETING}
    drafted_at_once = told(ISSUED, PARTLY, drafted(1))
    assert drafted_at_once.selesai == {1: at(0), 2: at(0), 3: at(2), 4: at(2), 5: at(2)}
    sealed = told(*USUAL[:9], SEALED)
    assert (sealed.selesai[9], sealed.selesai[10]) == (at(9), at(9))


def test_a_meeting_that_is_prepared_again_has_its_new_day_and_later_ones_move_nothing() -> None:
    again = told(ISSUED, WHOLE, MET, (e.RAPAT_DISIAPKAN, {TANGGAL: "2026-12-03"}))
    assert again.selesai[4].date() == date(2026, 12, 3)
    late = told(*USUAL[:4], (e.RAPAT_DISIAPKAN, {TANGGAL: "2026-12-03"}))
    assert (late.tahap, late.selesai[4]) == (Tahap.DINILAI, MEETING)


def test_a_draft_that_comes_back_opens_its_steps_and_the_next_one_is_of_step_seven() -> None:
    back = told(*USUAL[:5], BACK)
    assert (back.tahap, back.catatan, back.naskah, back.langkah) == (Tahap.DIKEMBALIKAN, "Perbaiki target", {}, 7)
    assert (back.selesai[5], back.selesai[6]) == (at(3), at(5))
    assert back.terakhir == ("draft 1 dikembalikan", at(5).date())
    second = told(*USUAL[:5], BACK, drafted(2))
    assert (second.tahap, second.draft, second.paraf, second.naskah) == (Tahap.DINILAI, 2, (), {})
    assert (second.selesai[5], second.selesai[6], second.selesai[7]) == (at(3), at(5), at(6))
    assert second.terakhir == ("draft 2 dibuat", at(6).date())
    from_the_copy = told(*USUAL[:7], BACK)
    assert (from_the_copy.naskah, sorted(from_the_copy.selesai)) == ({}, [1, 2, 3, 4, 5, 6])
    told_day = told(*USUAL[:5], (e.DIKEMBALIKAN, {**BACK[1], TANGGAL: "2026-12-05"}))
    assert told_day.selesai[6].date() == date(2026, 12, 5)


def test_a_draft_more_takes_back_every_paraf_and_what_came_after() -> None:
    state = told(*USUAL[:6], drafted(2))
    assert (state.paraf, state.naskah, state.tahap) == ((), {}, Tahap.DINILAI)
    assert sorted(state.selesai) == [1, 2, 3, 4, 5]
    assert state.selesai[5] == at(6)
    readied = told(*USUAL[:7], drafted(2))
    assert readied.naskah == {}


def test_a_return_that_comes_later_changes_no_stage_and_only_says_whether_all_are_in() -> None:
    for count in (3, 4, 5, 6, 8, 9):
        before, later = told(*USUAL[:count]), told(*USUAL[:count], PARTLY)
        assert (later.tahap, later.selesai, later.lengkap) == (before.tahap, before.selesai, False)


def test_what_moves_nothing_moves_nothing() -> None:
    for event in (e.KELUARAN_DITULIS, e.SUREL_TERKIRIM, "apa saja"):
        assert after(told(*USUAL[:5]), event, at(9), {}) == told(*USUAL[:5])


def test_an_act_is_of_the_day_that_was_told_at_the_time_of_its_recording() -> None:
    assert moment(START, {TANGGAL: "2026-12-01"}) == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    assert moment(START, {TANGGAL: None}) == moment(START, {}) == START
    assert told(*USUAL[:4], initialled("kasubag", day="2026-12-04")).terakhir == ("Kasubag memaraf", date(2026, 12, 4))


def test_a_move_that_may_not_be_made_is_refused_with_what_may() -> None:
    for count in range(len(USUAL) + 1):
        state = told(*USUAL[:count])
        for gerak in Gerak:
            why = state.why_not(gerak)
            assert (why is None) is (gerak in state.boleh)
            assert why is None or all(str(each) in why for each in (gerak, state.tahap, *state.boleh))
