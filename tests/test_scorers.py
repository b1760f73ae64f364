"""What the scorers of support promise, and what `kutip eval scorers` measures of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from eval.cli import app
from eval.items import known_articles, sentences_of
from eval.perturb import Claim, load_claims
from eval.scorers import BadScorer, Judged, SupportScorer, advisory, corrected, judge, measure, scorers
from eval.scorers.amounts import amounts_changed
from eval.scorers.command import measured
from eval.scorers.llm import llm
from eval.scorers.models import discounted, entailment, nli, similarity
from eval.scorers.named import OWN
from eval.scorers.rules import differences, rules
from eval.scorers.thresholds import UNFITTED, frozen, is_frozen, refrozen
from eval.scorers.validation import distinct, fit
from index.errors import BadOption, UserFacingError

SENTENCES = [a.text[s.start : s.end] for a in known_articles().values() for s in sentences_of(a)]


def claim(number, supported, *, kind=None, lang="id", family=None, text=None):
    kind = kind or ("seed" if supported else "number")
    label = "supported" if supported else "unsupported"
    seed = f"{family or f'f{number}'}-{lang}"
    name, row = f"{seed}.{kind}.1", "true" if kind == "seed" else "edit"
    return Claim(f"{name}.{number}.{row}", name, seed, "ranting", lang, kind, label, text or f"Klaim {number}.",
                 ("Bukti.",), "written", "test")  # fmt: skip


def judged(*rows):
    """Return claims judged at threshold 0.5, from (supported, support)."""
    return tuple(Judged(claim(n, label), support, support >= 0.5) for n, (label, support) in enumerate(rows))


# The interface


def test_nothing_supports_an_empty_statement_and_no_evidence_supports_nothing():
    scorer = SupportScorer("yes", 0.5, lambda statement, evidence: 1.0)
    assert scorer.support("", ("Bukti.",)) == scorer.support(" ", ("Bukti.",)) == 0
    assert scorer.support("Klaim.", ()) == scorer.support("Klaim.", ("", " ")) == 0
    assert scorer.support("Klaim.", ("Bukti.",)) == 1


def test_support_from_the_threshold_on_is_a_yes_for_the_measures_of_answers():
    scorer = SupportScorer("length", 0.5, lambda statement, evidence: len(statement) / len(evidence))
    decide = scorer.for_measures()
    assert decide.name == "length"
    assert decide(("abcd",), "ab")
    assert not decide(("abcd",), "a")


@pytest.mark.parametrize("value", [1.5, -0.1, float("nan")])
def test_a_support_outside_0_and_1_is_a_bug(value):
    with pytest.raises(ValueError, match="gave a support"):
        SupportScorer("wild", 0.5, lambda statement, evidence: value).support("Klaim.", ("Bukti.",))


# Rules


@pytest.mark.parametrize(
    ("kind", "statement", "evidence"),
    [
        ("quantity", "Jembatan itu menelan Rp4,7 triliun.", "Jembatan itu menelan Rp4,7 miliar."),
        ("quantity", "The bridge cost Rp4.7 trillion.", "Jembatan itu menelan biaya Rp4,7 miliar."),
        ("date", "Sidang digelar pada 3 Maret 2024.", "Sidang digelar pada 3 Mei 2024."),
        ("name", "Menurut Budi Santosa, harga naik.", 'Harga naik, kata Ani Lestari kepada "Warta".'),
        ("polarity", "Jembatan tidak dibangun.", "Jembatan dibangun di Desa Hilir."),
        ("polarity", "Panitia tidak mengusulkan rapat.", "Panitia mengusulkan rapat untuk mencegah kebakaran."),
        ("quote", 'Ia berkata "kami tidak akan pindah".', 'Ia berkata, "Kami tidak mau pergi," kemarin.'),
        ("amount", "Semua pedagang menolak pindah.", "Pedagang menolak pindah."),
        ("amount", "Most of the traders refuse to move.", "Sebagian kecil pedagang menolak pindah."),
        ("certainty", "Harga pasti turun.", "Harga dapat turun."),
        ("certainty", "Prices will definitely fall.", "Harga akan turun."),
        ("certainty", "Warga harus pindah.", "Warga boleh pindah."),
        ("certainty", "The city has built a bridge.", "Kota itu berjanji membangun jembatan."),
        ("opposite", "Harga beras turun tajam.", "Harga beras naik tajam."),
        ("opposite", "The team won the match.", "Tim itu kalah dalam pertandingan."),
        ("order", "Wasit mengejar pemain di lapangan.", "Pemain mengejar wasit di lapangan."),
        ("order", "Jalan ditutup karena hujan deras turun.", "Hujan deras turun karena jalan ditutup."),
        ("addition", "Gedung itu dibuka kemarin dan pernah terbakar.", "Gedung itu dibuka kemarin oleh wali kota."),
    ],
)
def test_a_difference_is_named_and_halves_the_support(kind, statement, evidence):
    assert kind in {d.kind for d in differences(statement, evidence)}
    assert rules(statement, evidence) <= 0.5


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("Jembatan itu menelan 4,7 miliar rupiah.", "Jembatan itu menelan biaya Rp4,7 miliar."),
        ("The bridge cost Rp4.7 billion.", "Jembatan itu menelan biaya Rp4,7 miliar."),
        ("Harga beras tidak turun.", "Harga beras tidak naik dan tidak turun."),
        ("The restrictions are not removed.", "Pembatasan itu tidak dihapus."),
        ("Pembatasan itu tidak dihentikan.", "Pembatasan itu tidak berlanjut atau dihentikan."),
        ("Hampir semua pedagang menolak.", "Nyaris semua pedagang menolak."),
        ("Wasit dikejar pemain.", "Pemain mengejar wasit di lapangan."),
        ('He said "we are not moving".', 'Ia berkata, "Kami tidak akan pindah."'),
        ("Jalan ditutup.", "Jalan ditutup karena hujan deras turun."),
    ],
)
def test_what_keeps_the_meaning_or_leaves_something_out_is_no_difference(statement, evidence):
    assert differences(statement, evidence) == ()
    assert rules(statement, evidence) > 0.5


def test_not_more_than_is_another_amount_than_more_than():
    assert amounts_changed("tidak lebih dari Rp5 miliar", "paling banyak Rp5 miliar") == ()
    assert amounts_changed("lebih dari Rp5 miliar", "tidak lebih dari Rp5 miliar") == ("lebih dari",)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_supports_itself(sentence):
    assert differences(sentence, sentence) == ()
    assert rules(sentence, sentence) >= frozen("rules")


@given(st.text(max_size=60), st.text(max_size=60))
def test_rules_give_any_two_texts_a_support_between_0_and_1(statement, evidence):
    assert 0 <= SupportScorer("rules", 0.5, rules).support(statement, (evidence,)) <= 1


def test_more_differences_leave_less_support():
    evidence = "Ani Lestari membayar Rp40 juta pada 3 Mei 2024."
    one = rules("Ani Lestari membayar Rp50 juta pada 3 Mei 2024.", evidence)
    two = rules("Ani Lestari membayar Rp50 juta pada 4 Mei 2024.", evidence)
    assert 0 < two < one < rules("Ani Lestari membayar Rp40 juta pada 3 Mei 2024.", evidence)


# Models


def test_similarity_hardly_sees_a_number_changed_and_entailment_is_the_readers(encoder, reader):
    evidence = "Jembatan itu menelan biaya Rp4,7 miliar pada 2024."
    cosine = similarity(encoder)
    assert cosine(evidence, evidence) == pytest.approx(1, abs=1e-3)
    assert cosine(evidence.replace("4,7", "7,4"), evidence) > frozen("similarity")
    assert entailment(reader)("Jembatan itu mahal.", evidence) == reader.support("Jembatan itu mahal.", evidence)[0]


def test_rules_are_discounted_by_at_most_a_half_where_nothing_is_entailed():
    assert discounted(lambda s, e: 0.8, lambda s, e: 0.0)("s", "e") == pytest.approx(0.4)
    assert discounted(lambda s, e: 0.8, lambda s, e: 1.0)("s", "e") == pytest.approx(0.8)
    assert discounted(lambda s, e: 0.8, lambda s, e: 0.5)("s", "e") == pytest.approx(0.6)


def _cross_encoder(folder, labels):
    """Write a real cross-encoder with random weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "jembatan", "itu", "dibangun", "runtuh", "."]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    model.classifier.bias.data = torch.arange(len(labels), dtype=torch.float)
    model.save_pretrained(folder)
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


def test_a_cross_encoder_gives_the_probability_of_its_entailment_label(tmp_path):
    from sentence_transformers import CrossEncoder

    folder = _cross_encoder(tmp_path, ["contradiction", "neutral", "Entailment"])
    score = nli(folder)("Jembatan itu runtuh.", "Jembatan itu dibangun.")
    pair = [("Jembatan itu dibangun.", "Jembatan itu runtuh.")]
    assert score == pytest.approx(float(CrossEncoder(folder).predict(pair, apply_softmax=True)[0][2]), abs=1e-6)
    assert 0 < score < 1


def test_a_cross_encoder_with_one_output_gives_its_probability(tmp_path):
    assert 0 < nli(_cross_encoder(tmp_path, ["support"]))("Jembatan itu runtuh.", "Jembatan itu dibangun.") < 1


def test_a_cross_encoder_without_entailment_is_refused(tmp_path):
    with pytest.raises(BadScorer, match="has the labels positive, negative: give one that has the label entailment"):
        nli(_cross_encoder(tmp_path, ["positive", "negative"]))


# A language model behind a server


class Model(BaseHTTPRequestHandler):
    """An OpenAI-compatible server that says what its ``reply`` says."""

    def do_GET(self):
        self._send(self.server.models)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], body))
        self._send(self.server.reply)

    def _send(self, content):
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Model) as served:
        served.models = {"data": [{"id": "small"}]}
        served.status, served.asked = 200, []
        served.base = f"http://127.0.0.1:{served.server_port}/v1"
        thread = threading.Thread(target=served.serve_forever, args=(0.01,))
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def completion(content, tokens=None):
    logprobs = None if tokens is None else {"content": tokens}
    return {"choices": [{"message": {"content": content}, "logprobs": logprobs}]}


def token(word, *others):
    rows = [{"token": word, "logprob": others[0][1]}] if others else [{"token": word, "logprob": 0.0}]
    return {**rows[0], "top_logprobs": [{"token": t, "logprob": p} for t, p in others]}


LOG = {0.6: -0.5108256, 0.3: -1.2039728, 0.1: -2.3025851}


@pytest.mark.parametrize(
    ("reply", "support"),
    [
        (completion("yes 93%"), 0.93),
        (completion("Ya, 80"), 0.8),
        (completion("no 5%"), 0.05),
        (completion("No, 95%"), 0.05),
        (completion("yes"), 1),
        (completion("no"), 0),
        (completion("yes 0%"), 0.5),
        (completion("yes 930%"), 1),
        (completion("It depends."), 0),
        (completion(None), 0),
        (completion("yes 99%", [token("yes", ("yes", LOG[0.6]), ("no", LOG[0.3]), ("Yes", LOG[0.1]))]), 0.7),
        (completion("no", [token(" No", (" No", LOG[0.6]), (" maybe", LOG[0.3]))]), 0.4),
        (completion("- yes", [token("-"), token(" yes", (" yes", LOG[0.6]), (" no", LOG[0.6]))]), 0.5),
        (completion("yes 93%", []), 0.93),
    ],
)
def test_the_models_yes_or_no_becomes_a_probability(server, reply, support):
    server.reply = reply
    assert llm(server.base)("Klaim.", "Bukti.") == pytest.approx(support, abs=1e-6)


def test_the_server_is_asked_once_for_the_statement_with_its_evidence(server, monkeypatch):
    server.reply = completion("yes 90%")
    monkeypatch.setenv("KUTIP_LLM_KEY", "kunci")
    llm(server.base + "/")("Klaim itu.", "Bukti itu.")
    ((path, key, body),) = server.asked
    assert (path, key, body["model"], body["temperature"]) == ("/v1/chat/completions", "Bearer kunci", "small", 0)
    assert "Klaim itu." in body["messages"][1]["content"]
    assert "Bukti itu." in body["messages"][1]["content"]
    llm(f"{server.base}#besar")("Klaim.", "Bukti.")
    assert server.asked[1][2]["model"] == "besar"


@pytest.mark.parametrize(
    ("reply", "status", "message"),
    [
        (b"<html>", 200, "gave no JSON"),
        ({"choices": []}, 200, "gave no chat completion"),
        ([], 200, "gave no chat completion"),
        ({}, 500, "refused .500"),
        (b"[" + b"1," * 600_000 + b"1]", 200, "gave more than 1,000,000 bytes"),
    ],
)
def test_a_server_that_does_not_answer_as_it_should_is_refused_in_a_sentence(server, reply, status, message):
    server.reply = reply
    ask = llm(f"{server.base}#small")
    server.status = status
    with pytest.raises(BadScorer, match=message):
        ask("Klaim.", "Bukti.")


def test_a_server_without_models_must_be_told_one(server):
    server.models = {"data": []}
    with pytest.raises(BadScorer, match="lists no model: name one"):
        llm(server.base)


def test_a_server_that_is_silent_is_not_waited_for_longer_than_the_limit():
    import socket

    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(BadScorer, match="cannot be reached .*timed out"),
    ):
        llm(f"http://127.0.0.1:{silent.getsockname()[1]}/v1", timeout=0.05)


# The measures


def test_the_measures_of_four_pairs_are_those_worked_out_by_hand():
    supports = [0.9, 0.1, 0.9, 0.6, 0.4, 0.4, 0.8, 0.7]
    kinds = ["seed", "number", "seed", "negation", "seed", "number", "seed", "synonym"]
    rows = [
        Judged(claim(n, kind in ("seed", "synonym"), kind=kind, family=f"f{n // 2}"), s, s >= 0.5)
        for n, (kind, s) in enumerate(zip(kinds, supports, strict=True))
    ]
    found = {(m.direction, m.measure, m.kind): m.estimate for m in measure("hand", rows, replicates=50)}
    # Supported 0.9 0.9 0.4 0.8 0.7 against 0.1 0.6 0.4: 15 pairs, of which 0.4 loses one and ties one.
    assert found["both", "AUROC", None].value == pytest.approx(13.5 / 15)
    assert found["both", "balanced accuracy", None].value == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert found["both", "detection", None].value == pytest.approx(2 / 3)
    assert (found["both", "detection", "number"].value, found["both", "detection", "number"].n) == (1, 2)
    assert found["both", "detection", "negation"].value == 0
    assert found["both", "detection", "date"].value is None
    assert (found["both", "false alarms", None].value, found["both", "false alarms", None].n) == (0, 1)
    assert found["both", "false alarms", "seed"].value == pytest.approx(1 / 4)
    assert found["both", "pairwise consistency", None].value == pytest.approx((1 + 1 + 0.5) / 3)
    assert found["id->id", "AUROC", None].n == 8
    assert found["en->id", "AUROC", None].value is None


def test_a_true_claim_of_many_pairs_counts_once_and_is_scored_once():
    asked = []

    def estimate(statement, evidence):
        asked.append(statement)
        return 0.7

    claims = [claim(1, True, text="Sama."), claim(2, False), claim(3, True, text="Sama."), claim(4, False)]
    rows = judge(SupportScorer("same", 0.5, estimate), claims)
    assert [r.passed for r in rows] == [True] * 4
    assert sorted(asked) == ["Klaim 2.", "Klaim 4.", "Sama."]
    assert len(distinct(rows)) == 3


@pytest.mark.parametrize(
    ("good", "bad", "weak"),
    [([0.9, 0.8], [0.1, 0.2], False), ([0.9, 0.2], [0.1, 0.3], True), ([0.45, 0.45], [0.1, 0.2], True)],
)
def test_a_scorer_below_either_limit_is_advisory(good, bad, weak):
    rows = judged(*((True, s) for s in good), *((False, s) for s in bad))
    rows = [r for pair in zip(rows[:2], rows[2:], strict=True) for r in pair]
    assert advisory(measure("hand", rows, replicates=20), "hand") is weak


def test_the_fitted_threshold_is_half_way_and_separates_best():
    scorer = SupportScorer("hand", 0.5, lambda s, e: 0.0)
    found = fit(scorer, judged((True, 0.9), (True, 0.6), (True, 0.2), (False, 0.4), (False, 0.1)))
    # 0.5 keeps two of three and refuses both, 0.15 keeps all and refuses one.
    assert (found.threshold, found.balanced_accuracy) == (0.5, pytest.approx((2 / 3 + 1) / 2))
    assert (found.auroc, found.n) == (pytest.approx(5 / 6), 5)
    with pytest.raises(ValueError, match="both labels"):
        fit(scorer, judged((True, 0.9)))


# The correction


def results(true_passed, true_all, false_refused, false_all):
    """Return judged claims with these counts of right verdicts."""
    return judged(
        *[(True, 0.9)] * true_passed, *[(True, 0.1)] * (true_all - true_passed),
        *[(False, 0.1)] * false_refused, *[(False, 0.9)] * (false_all - false_refused),
    )  # fmt: skip


def test_the_share_of_supported_statements_is_corrected_for_the_scorers_error():
    verdicts = [True] * 75 + [False] * 25
    found = corrected(verdicts, range(100), results(90, 100, 85, 100), scorer="hand", replicates=500)
    assert (found.raw.value, found.raw.n) == (0.75, 100)
    assert (found.sensitivity.value, found.specificity.value) == (0.9, 0.85)
    assert (found.sensitivity.n, found.specificity.n) == (100, 100)
    assert found.corrected.value == pytest.approx((0.75 + 0.85 - 1) / 0.75)
    assert found.corrected.scorer == found.raw.scorer == "hand"
    assert found.reason is None


def test_the_interval_carries_the_uncertainty_of_the_claims_too():
    verdicts = [True] * 75 + [False] * 25

    def width(claims):
        found = corrected(verdicts, range(100), claims, scorer="hand", replicates=500).corrected
        return found.high - found.low

    assert width(results(18, 20, 17, 20)) > width(results(180, 200, 170, 200)) > 0.2


@pytest.mark.parametrize(
    ("passed", "claims", "reason"),
    [
        (75, (60, 100, 65, 100), "add up to 1.25"),
        (95, (90, 100, 85, 100), "would be 1.07"),
        (5, (90, 100, 85, 100), "would be -0.13"),
        (75, (90, 100, 0, 0), "claims of both labels are needed"),
    ],
)
def test_a_correction_that_cannot_be_trusted_is_none_with_the_reason(passed, claims, reason):
    verdicts = [n < passed for n in range(100)]
    found = corrected(verdicts, range(100), results(*claims), scorer="hand", replicates=50)
    assert found.corrected.value is None
    assert reason in found.reason
    assert found.raw.value == passed / 100


def test_without_statements_there_is_no_share():
    found = corrected([], [], results(90, 100, 85, 100), scorer="hand", replicates=50)
    assert (found.raw.value, found.corrected.value, found.reason) == (None, None, "there is no statement to judge")


# The command


def test_every_own_scorer_has_a_frozen_threshold_and_others_have_an_even_one():
    assert all(0 < frozen(name) < 1 for name in OWN)
    assert is_frozen("rules")
    assert (frozen("nli:owner/model"), is_frozen("nli:owner/model")) == (UNFITTED, False)


def test_refitting_one_scorer_keeps_the_others_thresholds_and_the_weights_they_hold_for():
    table = refrozen({"rules": 0.25})
    assert table["thresholds"] == {**refrozen({})["thresholds"], "rules": 0.25}
    assert table["weights"] == refrozen({})["weights"]


def test_the_table_of_rules_has_every_kind_in_both_directions_and_the_json_their_intervals():
    result = CliRunner().invoke(app, ["scorers", "--scorer", "rules", "--split", "dev"])
    assert result.exit_code == 0
    assert result.stdout.count("\n| rules |") == 3
    for kind in ("negation", "role swap", "wrong citation", "translation (should pass)"):
        assert f"| {kind} | Indonesian |" in result.stdout
        assert f"| {kind} | English |" in result.stdout
    result = CliRunner().invoke(app, ["scorers", "--scorer", "rules", "--split", "dev", "--json"])
    (report,) = json.loads(result.stdout)["scorers"]
    figures = {(m["statements"], m["measure"], m["kind"]): m for m in report["measures"]}
    whole = figures["both", "AUROC", None]
    assert 0.85 < whole["low"] < whole["value"] < whole["high"] < 1
    dev = {(c.claim, c.evidence) for c in load_claims() if c.split == "dev"}
    assert whole["n"] == len(dev)


def test_fitting_prints_and_writes_the_thresholds_of_the_development_claims(tmp_path):
    out = tmp_path / "thresholds.json"
    result = CliRunner().invoke(app, ["scorers", "--scorer", "rules", "--fit", "--out", str(out)])
    assert result.exit_code == 0
    assert "| rules |" in result.stdout
    assert json.loads(out.read_text())["thresholds"]["rules"] == frozen("rules")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("guess", "There is no scorer 'guess': choose rules, similarity"),
        ("nli:", "There is no scorer 'nli:'"),
        ("nli:/no/such/folder", "There is no model folder '/no/such/folder'"),
        ("llm:example", "is no server's address"),
        ("llm:file:///etc/hosts", "is no server's address"),
        ("llm:http://127.0.0.1:9/v1", "cannot be reached .*start the server"),
    ],
)
def test_a_scorer_that_cannot_be_had_is_refused_in_one_sentence(name, message):
    with pytest.raises(UserFacingError, match=message):
        scorers([name])


def test_on_the_command_line_too_and_without_waiting_for_a_hub_that_is_not_there():
    code = "from ui.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "eval", "scorers", "--scorer", "nli:owner/model"],
        cwd=Path(__file__).parents[1], env=os.environ | {"HF_ENDPOINT": "http://127.0.0.1:9"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (2, "")
    note, sentence = result.stderr.splitlines()
    assert note == "loading nli:owner/model ..."
    assert re.fullmatch(
        r"The model 'owner/model' cannot be loaded \(.*refused.*\): check the name, or the network\.", sentence
    )


def test_a_split_that_is_none_is_refused():
    with pytest.raises(BadOption, match="no split 'train': choose dev or test"):
        measured(["rules"], "train", print, print)
