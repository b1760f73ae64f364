"""The measures on public sets: what they count, and that they read with the real reader."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from eval.public import _macro_f1, entailment, figure, normalised, questions, rows_of
from index.errors import BadOption
from rag.train.examples import Pair, idk_mrc


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30))
def test_macro_f1_is_scikit_learns(rows):
    found, gold = [a for a, _ in rows], [b for _, b in rows]
    expected = f1_score(gold, found, average="macro", zero_division=0)
    assert _macro_f1(found, gold, [str(n) for n in range(len(rows))]).value == pytest.approx(expected)


def test_answers_are_compared_as_the_published_figures_do():
    assert normalised("Rp1,5 Miliar!") == ["rp1", "5", "miliar"]
    assert normalised("bukunya") != normalised("buku")


def test_an_interval_is_drawn_over_passages_and_no_rows_have_no_value():
    values = [1.0] * 40 + [0.0] * 40
    apart = figure("x", values, [0.0] * 80, "none", [str(n) for n in range(80)])
    together = figure("x", values, None, "", [str(n // 20) for n in range(80)])
    assert (apart.value, apart.n, apart.baseline, together.baseline) == (0.5, 80, 0.0, None)
    assert together.high - together.low > apart.high - apart.low
    assert figure("x", [], None, "", []).value is None


def test_questions_are_read_and_measured_beside_their_baselines(tmp_path, reader):
    text = "Jembatan Sumber dibuka pada 2019. Wali kota meresmikan jembatan itu bersama warga. Biayanya Rp4 miliar."
    asked = [
        {"question": "Kapan Jembatan Sumber dibuka?", "is_impossible": False,
         "answers": [{"text": "2019", "answer_start": text.index("2019")}]},
        {"question": "Siapa arsitek stasiun kereta?", "is_impossible": True, "answers": []},
    ]  # fmt: skip
    file = tmp_path / "idk.json"
    file.write_text(json.dumps([{"context": text, "qas": asked}]), encoding="utf-8")
    rows = rows_of(file, idk_mrc, None)
    told = []
    found = {f.name: f for f in questions(reader, rows, lambda done, total: told.append((done, total)))}
    assert told == [(1, 2), (2, 2)]
    assert (found["answerability AUROC"].n, found["answerability AUROC"].baseline) == (2, 1.0)
    assert (found["answer sentence"].n, found["answer sentence"].baseline) == (1, 1.0)
    # The baseline's sentence is "Jembatan Sumber dibuka pada 2019." for "2019".
    assert (found["token F1"].n, found["token F1"].baseline) == (1, pytest.approx(2 / 6))
    assert found["exact match"].value <= found["token F1"].value


def test_entailment_is_measured_beside_the_majority(reader):
    rows = [
        Pair("Jembatan itu dibuka pada 2019.", "Jembatan itu dibuka pada 2019.", 0),
        Pair("Jembatan itu dibuka pada 2019.", "Jembatan itu tidak pernah dibuka.", 2),
    ]
    found = {f.name: f for f in entailment(reader, rows, lambda done, total: None)}
    judged = [reader.support(row.statement, row.evidence) for row in rows]
    right = [max(range(3), key=support.__getitem__) == row.label for support, row in zip(judged, rows, strict=True)]
    assert (found["accuracy"].value, found["accuracy"].baseline) == (sum(right) / 2, 0.5)
    assert found["entailed or not, AUROC"].value == float(judged[0][0] > judged[1][0])


@pytest.mark.parametrize(("content", "message"), [("[]", "holds no row"), ("{", "is not such a file")])
def test_a_file_that_is_no_dataset_is_refused(tmp_path, content, message):
    file = tmp_path / "file.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadOption, match=message):
        rows_of(file, idk_mrc, None)
    with pytest.raises(BadOption, match="cannot be read"):
        rows_of(tmp_path / "none.json", idk_mrc, None)
