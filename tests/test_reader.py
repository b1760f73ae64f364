"""The trained reader, with its real weights."""

from __future__ import annotations

import hashlib

import pytest
import torch

from index.errors import EncoderUnavailable
from rag import halved, weights
from rag.evidence import read_text, windows
from rag.reader import Window, pack

TEXT = (
    "Jembatan Muara dibuka pada Senin. Biayanya Rp3 miliar, kata Bupati Rina Wulandari. Dia berharap warga menjaganya."
)
SPANS = ((0, 33), (34, 82), (83, len(TEXT)))


def test_the_weights_are_the_ones_the_code_names_and_small_enough():
    content = weights.FILE.read_bytes()
    assert hashlib.sha256(content).hexdigest() == weights.SHA256
    assert len(content) <= 25 * 1024 * 1024


def test_other_weights_are_refused(tmp_path, encoder):
    other = tmp_path / "reader.safetensors"
    other.write_bytes(weights.FILE.read_bytes()[:-1] + b"x")
    with pytest.raises(EncoderUnavailable, match="not the expected ones"):
        weights.load_reader(encoder, other)


def test_the_word_embeddings_are_the_encoders_own_and_not_a_copy(reader, encoder):
    ours = reader._net.body.embeddings.word_embeddings.weight
    theirs = encoder.model[0].auto_model.embeddings.word_embeddings.weight
    assert ours.data_ptr() == theirs.data_ptr()


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("Kapan Jembatan Muara dibuka?", 0, "Senin"),
        ("When was the bridge opened?", 0, "Senin"),
        ("Berapa biayanya?", 1, "Rp3 miliar"),
        ("How much did it cost?", 1, "Rp3 miliar"),
        ("Siapa bupatinya?", 1, "Rina Wulandari"),
    ],
)
def test_it_finds_the_sentence_and_the_phrase(reader, question, sentence, phrase):
    readings = read_text(reader, question, TEXT, SPANS)
    best = max(range(3), key=lambda i: readings[i].margin)
    assert best == sentence
    low = SPANS[best][0]
    assert phrase in TEXT[low + readings[best].phrase[0] : low + readings[best].phrase[1]]


def test_what_the_text_does_not_say_has_less_margin_than_what_it_says(reader):
    def best(question):
        return max(r.margin for r in read_text(reader, question, TEXT, SPANS))

    assert best("Kapan Jembatan Muara dibuka?") > best("Kapan Jembatan Muara roboh?")
    assert best("Berapa biayanya?") > best("Berapa panjang jembatannya?")


def test_a_phrase_lies_inside_its_sentence_whatever_is_read(reader):
    for question in ("x", "Siapa?", "a" * 1999, "\u0623\u064a\u0646\u061f"):
        for (low, high), reading in zip(SPANS, read_text(reader, question, TEXT, SPANS), strict=True):
            assert 0 <= reading.phrase[0] <= reading.phrase[1] <= high - low


def test_the_tokens_of_each_sentence_are_marked_with_its_number(reader):
    packed = pack(reader._tokenizer, "Kapan?", Window(TEXT, SPANS))
    for number, (start, end) in zip(packed.sentences, packed.offsets, strict=True):
        if number >= 0:
            low, high = SPANS[number]
            assert low < end
            assert start < high
    assert {0, 1, 2} <= set(packed.sentences)


def test_support_is_a_probability_and_follows_negation(reader):
    evidence = "COI belum menerbitkan laporan tindak lanjut sejak 2014."
    for statement in ("COI belum menerbitkan laporan tindak lanjut.", "COI sudah menerbitkan laporan tindak lanjut."):
        assert sum(reader.support(statement, evidence)) == pytest.approx(1.0, abs=1e-5)
    says, _, _ = reader.support("COI belum menerbitkan laporan tindak lanjut.", evidence)
    denied, _, _ = reader.support("COI sudah menerbitkan laporan tindak lanjut.", evidence)
    assert says > denied


def test_every_candidate_is_read_together_with_the_sentence_before_it(assistant):
    hits = assistant.search("Apa kata Chun Ha Ram tentang akses informasi?")[:8]
    runs = [[s.number for s in run] for _, run in windows(hits, assistant.index.entries)]
    for run in runs:
        assert run == list(range(run[0], run[-1] + 1))
    for number in (hit.sentence.number for hit in hits):
        assert any(number in run and (number == 1 or number - 1 in run) for run in runs)


def test_half_precision_reads_alike(encoder, monkeypatch):
    # A processor that cannot multiply bfloat16 itself still can, slowly.
    monkeypatch.setattr(weights, "is_fast", lambda: True)
    half = weights.load_reader(encoder)
    monkeypatch.setattr(weights, "is_fast", lambda: False)
    full = weights.load_reader(encoder)
    for question in ("Kapan Jembatan Muara dibuka?", "How much did it cost?", "Berapa panjang jembatannya?"):
        pairs = zip(read_text(half, question, TEXT, SPANS), read_text(full, question, TEXT, SPANS), strict=True)
        # Where a sentence does not answer, its best phrase is a toss-up.
        assert all(abs(a.margin - b.margin) < 0.15 and (b.margin < 0 or a.phrase == b.phrase) for a, b in pairs)


def test_halving_keeps_a_layers_product():
    torch.manual_seed(1)
    body = torch.nn.Sequential(torch.nn.Linear(8, 4), torch.nn.LayerNorm(4))
    rows = torch.randn(3, 8)
    before = body(rows)
    halved.halve(body)
    after = body(rows)
    assert type(body[0]) is halved.HalvedLinear
    assert after.dtype == torch.float32
    assert torch.allclose(before, after, atol=0.05)
