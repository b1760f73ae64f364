from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.guards import Conflict, conflicts

CLOSED = "Bangunan pasar yang berdiri sejak 1978 itu sudah tidak layak pakai."
REPORT = "COI belum menerbitkan laporan tindak lanjut sejak laporan awalnya pada 2014."
DENIED = "Ratna membantah kabar bahwa jumlah kios di gedung baru akan dikurangi."
CRACKED = "Hasil uji kelayakan menunjukkan 40 persen tiang penyangga retak."
HELD = "Sidang diadakan di Hotel Four Seasons di Jakarta, pada Rabu (13/11)."
LOSS = "Klub menutup tahun buku 2024 dengan kerugian Rp18,6 miliar."


@pytest.mark.parametrize(
    ("statement", "evidence", "expected"),
    [
        ("21 persen tiang penyangga retak.", CRACKED, Conflict("quantity", "21 persen", "40 persen")),
        ("Half of the pillars are cracked.", CRACKED, Conflict("quantity", "Half", "")),
        ("The club lost Rp18.6 million in 2024.", LOSS, Conflict("quantity", "Rp18.6 million", "Rp18,6 miliar")),
        ("The club lost Rp18.6 billion in 2023.", LOSS, Conflict("date", "2023", "2024")),
        ("The assembly was held in Bandung.", HELD, Conflict("name", "Bandung", "Jakarta")),
        ("The assembly was held on Tuesday.", HELD, Conflict("date", "Tuesday", "Rabu (13/11)")),
        ("Serangan oleh Korea Selatan.", "Serangan siber oleh Korea Utara.", Conflict("name", "Korea Selatan",
        "Korea Utara")),
        ("The market building is fit for use.", "Bangunan pasar itu sudah tidak layak pakai.",
         Conflict("polarity", "", "tidak")),
        ("COI has published a follow-up report.", REPORT, Conflict("polarity", "", "belum")),
        ("COI telah menerbitkan laporan tindak lanjut.", REPORT, Conflict("polarity", "", "belum")),
        ("Jumlah kios di gedung baru dikurangi.", DENIED, Conflict("polarity", "", "membantah")),
        ("Tiang penyangga tidak retak.", CRACKED, Conflict("polarity", "tidak", "")),
        ("layak pakai", CLOSED, Conflict("polarity", "", "tidak")),
        ("jumlah kios di gedung baru akan dikurangi", DENIED, Conflict("polarity", "", "membantah")),
        ("Relokasi telah dimulai.", "Relokasi akan dimulai.", Conflict("polarity", "telah", "akan")),
        ("He stole money.", "Ia diduga mencuri uang.", Conflict("polarity", "He stole money.", "diduga")),
    ],
)  # fmt: skip
def test_a_statement_that_differs_from_its_evidence_is_found_out(statement, evidence, expected):
    assert conflicts(statement, evidence) == (expected,)


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Forty percent of the pillars are cracked.", CRACKED), ("40 persen tiang retak.", CRACKED),
        ("The market building, standing since 1978, is no longer fit for use.", CLOSED),
        ("The market building is unfit.", CLOSED), ("COI has not yet published a report since 2014.", REPORT),
        ("Ratna denied that the number of kiosks would be reduced.", DENIED), ("The club lost Rp18.6 billion.", LOSS),
        ("Held at the Four Seasons Hotel in Jakarta on Wednesday, November 13.", HELD),
        ("More than 600 traders.", "Sebanyak 612 pedagang."), ("About 600 traders.", "Sebanyak 612 pedagang."),
        ("Nadira does not deny late pay.", "Saya, Nadira, tidak membantah ada keterlambatan."),
        ("There were late payments.", "Saya tidak membantah ada keterlambatan."),
        ("Two prospective investors.", "Kami sedang berbicara dengan dua calon investor."),
        ("North Korean hackers.", "Peretas Korut."),
        ("Gaji sudah lunas.", "Gaji sudah lunas, tetapi bonus belum dibayar."),
    ],
)  # fmt: skip
def test_the_same_said_otherwise_is_no_conflict(statement, evidence):
    assert conflicts(statement, evidence) == ()


def test_what_a_statement_leaves_out_is_no_conflict():
    assert conflicts("Pedagang pindah ke terminal.", "Sebanyak 612 pedagang pindah ke terminal pada Senin (3/2).") == ()


text = st.text(max_size=200) | st.lists(
    st.sampled_from([CLOSED, REPORT, DENIED, CRACKED, HELD, LOSS, "He denied it.", "If 5% fail, 2014 will not come."])
).map(" ".join)


@given(text)
def test_no_text_conflicts_with_itself(one):
    assert conflicts(one, one) == ()


@given(text, text)
def test_any_two_texts_can_be_compared(one, other):
    assert all(isinstance(conflict, Conflict) for conflict in conflicts(one, other))


@given(st.integers(2, 10**9), st.integers(2, 10**9))
def test_two_counts_conflict_across_languages_exactly_where_they_differ(n, m):
    indonesian, english = f"Sebanyak {n:,} pedagang pindah.".replace(",", "."), f"The number of traders is {m:,}."
    found = [c.kind for c in conflicts(english, indonesian)]
    assert (found == []) == (n == m)
