import json
import shutil
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.items import known_articles, sentences_of
from eval.perturb.__main__ import main
from eval.perturb.build import assign_splits, build
from eval.perturb.claim import CONTROLS, FOLDER, UNSUPPORTED, BadClaim, load_claims, pairs, written
from eval.perturb.rules import RULES, wrong_citation
from eval.perturb.seed import Seed, Swaps

CLAIMS = load_claims()
PAIRS = pairs(CLAIMS)
SEEDS = {row["id"]: row for row in map(json.loads, (FOLDER / "seeds.jsonl").read_text().splitlines())}
DROPPED = [json.loads(line) for line in (FOLDER / "dropped.jsonl").read_text().splitlines()]
COUNTS = Counter((edit.kind, true.lang) for true, edit in PAIRS)

NUMBERS = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()
WEEKDAYS = "Senin Selasa Rabu".split()
MONTHS = "Januari Maret Mei".split()
INDONESIAN = Swaps(
    "id",
    {
        "unit": [["miliar", "triliun"]], "ordinal": [["pertama", "kedua"]], "date": [["setelah", "sebelum"]],
        "number_format": [["ke-20", "kedua puluh"]], "number_pattern": [[r"(\d) persen", r"\1%"]],
        "negation": [["tidak pernah", "pernah"], ["naik", "tidak naik"]], "antonym": [["naik", "turun"]],
        "modality": [["diduga", "terbukti"]], "quantifier": [["sebagian", "semua"]], "synonym": [["kerap", "sering"]],
    },
    NUMBERS, WEEKDAYS, MONTHS, [["Surabaya", "Semarang"]], [["Ani", "Budi"], ["Ketua Ani", "Wakil Budi"]],
)  # fmt: skip


def seed(claim, **marks):
    return Seed("x01-id", "x01", "ranting", "id", "verbatim", claim, ("Satu.",), **marks)


def edits(kind, claim, **marks):
    return RULES[kind](seed(claim, **marks), INDONESIAN)


# The file


def test_the_file_is_what_its_inputs_make_byte_for_byte(capsys):
    assert (FOLDER / "claims.jsonl").read_bytes() == written(build()).encode()
    assert main(["--check"]) == 0
    assert "| negation |" in capsys.readouterr().out


def test_every_pair_is_a_true_row_and_one_edit_of_it():
    assert len({c.id for c in CLAIMS}) == len(CLAIMS)
    assert len({true.pair for true, _ in PAIRS}) == len(PAIRS) >= 500
    for true, edit in PAIRS:
        assert (true.id, edit.id) == (f"{true.pair}.true", f"{true.pair}.edit")
        assert (true.pair, true.seed, true.article, true.split) == (edit.pair, edit.seed, edit.article, edit.split)
        assert (true.kind, true.label, true.claim) == ("seed", "supported", SEEDS[true.seed]["claim"])
        assert list(true.evidence) == SEEDS[true.seed]["evidence"]


def test_a_label_follows_from_its_kind_and_only_a_wrong_citation_changes_the_evidence():
    for true, edit in PAIRS:
        assert edit.kind in (*UNSUPPORTED, *CONTROLS)
        assert (edit.lang != true.lang) == (edit.kind == "translation"), edit.id
        if edit.kind == "wrong_citation":
            assert (edit.label, edit.claim) == ("unsupported_by_citation", true.claim)
            assert not {*edit.evidence} & {*true.evidence, *SEEDS[true.seed]["also"]}, edit.id
        else:
            assert edit.label == ("supported" if edit.kind in CONTROLS else "unsupported"), edit.id
            assert edit.claim != true.claim
            assert edit.evidence == true.evidence


def test_every_quote_is_a_whole_sentence_of_its_article():
    articles = known_articles()
    sentences = {name: {a.text[s.start : s.end] for s in sentences_of(a)} for name, a in articles.items()}
    for claim in CLAIMS:
        assert claim.evidence
        assert {*claim.evidence} <= sentences[claim.article]


def test_every_claim_is_written_as_one_sentence():
    for claim in CLAIMS:
        text = claim.claim
        assert text == " ".join(text.split())
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
        words = text.lower().split()
        assert not any(a == b for a, b in pairwise(words)), text


def test_seeds_are_half_near_verbatim_half_reworded_and_half_about_the_shipped_article():
    used = {true.seed for true, _ in PAIRS}
    assert used == set(SEEDS)
    for lang in ("id", "en"):
        mine = [s for s in SEEDS.values() if s["lang"] == lang]
        assert len(mine) >= 60
        assert 0.45 <= sum(s["style"] == "verbatim" for s in mine) / len(mine) <= 0.55
        assert sum(s["article"] == "ipcnkr-jakarta" for s in mine) * 2 == len(mine)
        assert len({s["article"] for s in mine}) == 4


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_kind_has_20_pairs_in_each_direction_and_four_have_40(lang):
    for kind in (*UNSUPPORTED, *CONTROLS):
        assert COUNTS[kind, lang] >= (40 if kind in ("number", "negation", "entity", "attribution") else 20), kind


def test_no_seed_no_twin_and_no_first_sentence_of_evidence_stands_in_both_splits():
    splits = {}
    for true, _ in PAIRS:
        row = SEEDS[true.seed]
        for key in (true.seed, row["family"], row["evidence"][0]):
            assert splits.setdefault(key, true.split) == true.split
    for article in known_articles():
        families = {s["family"] for s in SEEDS.values() if s["article"] == article}
        assert 0.33 <= sum(splits[f] == "dev" for f in families) / len(families) <= 0.45


def test_what_was_dropped_has_a_reason_and_is_not_in_the_file():
    kept = {true.pair for true, _ in PAIRS}
    for row in DROPPED:
        assert row["pair"] not in kept
        assert row["reason"].split(":")[0] in ("true after all", "nonsense", "ungrammatical", "open to dispute")


# The inputs


@pytest.fixture
def inputs(tmp_path):
    for name in ("seeds.jsonl", "written.jsonl", "dropped.jsonl", "swaps.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_a_drop_that_no_longer_fits_its_edit_is_refused(inputs):
    stale = {**DROPPED[0], "claim": "Kalimat lain."}
    (inputs / "dropped.jsonl").write_text(json.dumps(stale) + "\n")
    with pytest.raises(BadClaim, match=f"drops '{stale['pair']}', which is not made like that"):
        build(inputs)
    assert main([], inputs) == 2


@pytest.mark.parametrize("changes", [{"seed": "x99-id"}, {"kind": "rhyme"}])
def test_a_written_edit_of_an_unknown_seed_or_kind_is_refused(inputs, changes):
    row = {"seed": "k01-id", "kind": "voice", "claim": "Kalimat.", **changes}
    (inputs / "written.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(BadClaim, match="no such seed or kind; correct the line"):
        build(inputs)


def test_check_says_what_to_do_when_the_file_is_another(inputs, capsys):
    shutil.copy(FOLDER / "claims.jsonl", inputs)
    (inputs / "written.jsonl").write_text("")
    (inputs / "dropped.jsonl").write_text("")
    assert main(["--check"], inputs) == 2
    assert "run python -m eval.perturb" in capsys.readouterr().err
    assert main([], inputs) == main(["--check"], inputs) == 0
    assert len(load_claims(inputs / "claims.jsonl")) < len(CLAIMS)


# The rules


@pytest.mark.parametrize(
    ("kind", "claim", "marks", "expected"),
    [
        ("entity", "Kantor di Surabaya lebih tua.", {}, ["Kantor di Semarang lebih tua."]),
        ("entity", "Surabaya dan Semarang bersaing.", {}, []),
        ("entity", "Kantor di Surabayaan lebih tua.", {}, []),
        ("entity", "Kata Surabaya, Surabaya menang.", {"speaker": "Surabaya"}, ["Kata Surabaya, Semarang menang."]),
        ("attribution", "Menurut Ani, harga naik.", {"speaker": "Ani"}, ["Menurut Budi, harga naik."]),
        ("attribution", "Ketua Ani menolak.", {"speaker": "Ketua Ani"}, ["Wakil Budi menolak."]),
        ("attribution", "Menurut Ani, Budi menolak.", {"speaker": "Ani"}, []),
        ("attribution", "Menurut Ani, harga naik.", {}, []),
        ("number", "Ia datang pada 3 Maret 2024.", {}, []),
        ("number", "Ia orang pertama.", {}, ["Ia orang kedua."]),
        ("number", "Satu orang menginap di Hotel Empat Musim.", {}, []),
        ("date", "Ia pergi setelah rapat.", {}, ["Ia pergi sebelum rapat."]),
        ("negation", "Harga tidak pernah naik.", {}, ["Harga pernah naik.", "Harga tidak pernah tidak naik."]),
        ("antonym", "Naik harganya.", {}, ["Turun harganya."]),
        ("antonym", "Harga kenaikan.", {}, []),
        ("modality", "Ia diduga mencuri.", {}, ["Ia terbukti mencuri."]),
        ("quantifier", "Sebagian warga pergi.", {}, ["Semua warga pergi."]),
        ("role_swap", "Ani melaporkan Budi.", {"roles": ("Ani", "Budi")}, ["Budi melaporkan Ani."]),
        ("role_swap", "Pemain itu mengejar wasit.", {"roles": ("pemain itu", "wasit")}, ["Wasit mengejar pemain itu."]),
        ("role_swap", "Ani melaporkan Budi.", {}, []),
        ("synonym", "Ia kerap pergi.", {}, ["Ia sering pergi."]),
        ("number_format", "Sidang ke-20 dihadiri tiga orang dan 40 persen warga.", {}, [
            "Sidang kedua puluh dihadiri tiga orang dan 40 persen warga.",
            "Sidang ke-20 dihadiri tiga orang dan 40% warga.",
            "Sidang ke-20 dihadiri 3 orang dan 40 persen warga.",
        ]),
        ("clause_drop", "Pada Senin, ia pergi.", {"drop": "Pada Senin, "}, ["Ia pergi."]),
        ("clause_drop", "Ia pergi.", {}, []),
    ],
)  # fmt: skip
def test_a_rule_edits_what_it_is_for_and_nothing_else(kind, claim, marks, expected):
    assert edits(kind, claim, **marks) == expected


def test_a_number_changes_in_value_or_in_unit():
    value, unit = edits("number", "Biayanya Rp4,7 miliar.")
    assert value in {f"Biayanya Rp{n},7 miliar." for n in (2, 3, 5, 6, 7, 8, 9)} | {"Biayanya Rp7,4 miliar."}
    assert unit == "Biayanya Rp4,7 triliun."


def test_a_number_word_becomes_one_that_the_claim_does_not_have():
    first, second = edits("number", "Dua dari enam orang pergi.")
    assert first.endswith(" dari enam orang pergi.")
    assert second.startswith("Dua dari ")
    others = {n for n in NUMBERS if n not in ("satu", "dua", "enam")}
    assert first.split()[0].lower() in others
    assert second.split()[2] in others


def test_each_part_of_a_date_is_changed_by_itself():
    claim = "Ia datang pada Rabu (13/11), 3 Maret 2024, pukul 04.00."
    parts = ["Rabu", "13/11", "3", "Maret", "2024", "04.00"]
    found = edits("date", claim)
    assert len(found) == len(parts)
    for edit, part in zip(found, parts, strict=True):
        before, after = claim.split(f" {part}" if part == "3" else part, 1)
        assert edit.startswith(before)
        assert edit.endswith(after)
        assert edit != claim


@given(st.integers(min_value=10, max_value=999_999))
def test_a_changed_number_keeps_its_length_and_never_starts_with_zero(n):
    edit = edits("number", f"Ada {n:,} orang.".replace(",", "."))[0]
    changed = edit.removeprefix("Ada ").removesuffix(" orang.")
    assert int(changed.replace(".", "")) != n
    assert len(changed) == len(f"{n:,}")
    assert changed[0] != "0"


def test_the_same_seed_is_always_edited_the_same_way():
    assert edits("number", "Ada 612 orang.") == edits("number", "Ada 612 orang.")


def test_a_wrong_citation_is_the_nearest_or_the_most_alike_sentence_that_does_not_support_the_claim():
    sentences = [
        "Gedung arsip dibuka kembali.",
        "Gedung arsip dibuka kembali kemarin.",
        "Hujan turun.",
        "Gedung arsip akan dibuka.",
    ]
    found = set()
    for n in range(20):
        claim = Seed("a", f"a{n}", "x", "id", "verbatim", "Gedung dibuka.", (sentences[1],), also=(sentences[0],))
        found.add(wrong_citation(claim, sentences))
    assert found == {sentences[2], sentences[3]}


def test_families_with_the_same_first_sentence_get_the_same_split():
    seeds = [Seed(f"s{n}", f"f{n}", "x", "id", "verbatim", "Ya.", (f"Kalimat {n // 2}.",)) for n in range(20)]
    splits = assign_splits(seeds)
    assert all(splits[f"f{n}"] == splits[f"f{n + 1}"] for n in range(0, 20, 2))
    assert Counter(splits.values()) == {"dev": 8, "test": 12}
    assert splits == assign_splits(reversed(seeds))
