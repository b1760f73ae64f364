"""People's ratings: what is drawn, what is asked, what is kept, and what is refused."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ratings import ADJUDICATOR, a_row, drawn, rated, stored, the_set

from eval.rating import batch as batches
from eval.rating import guideline
from eval.rating.adjudication import Case, adjudicator_of, cases, labels, labels_of, raters_of, to_adjudicate
from eval.rating.adjudication import given as values_of_person
from eval.rating.bring_in import BadExport, bring_in
from eval.rating.draw import PLANTED, draw, presumed, unsupported_share
from eval.rating.offline import offline_html
from eval.rating.order import order_for
from eval.rating.page import Desk
from eval.rating.rating import BadRating, read_rating, values_of
from eval.rating.rehearsal import sources
from eval.rating.replies import BadReplies, from_file
from eval.rating.status import progress_of
from eval.rating.store import BadStore, Store
from index.errors import BadOption

# ---- the draw


def test_the_same_seed_draws_the_same_batch_and_another_another():
    items, claims, articles = the_set()

    def again(seed):
        return draw(sources(items, articles), claims, items, articles, size=24, seed=seed)

    assert batches.written(again(3)) == batches.written(drawn())
    assert again(4).hash != drawn().hash


@pytest.mark.parametrize(("size", "seed"), [(24, 3), (60, 1), (120, 2)])
def test_thirty_to_forty_per_cent_of_the_statements_are_unsupported(size, seed):
    assert 0.30 <= unsupported_share(drawn(size, seed)) <= 0.40


def test_answerers_languages_and_kinds_have_equal_shares():
    batch = drawn(120, 2)
    natural = [u for u in batch.units if batch.key[u.id].answerer != PLANTED and not batch.key[u.id].duplicate_of]
    for count in (
        Counter(batch.key[u.id].answerer for u in natural),
        Counter(u.language for u in natural),
        Counter(batch.key[u.id].kind for u in natural),
    ):
        assert max(count.values()) - min(count.values()) <= 2


def test_true_claims_are_planted_in_the_same_form_so_that_it_gives_nothing_away():
    batch = drawn(120, 2)
    planted = Counter(o.planted == "supported" for o in batch.key.values() if o.answerer == PLANTED)
    assert planted[True] >= planted[False] / 5
    kinds = {o.kind for o in batch.key.values() if o.planted not in (None, "supported")}
    assert len(kinds) >= 8


def test_a_tenth_is_there_twice_under_another_id_and_otherwise_the_same():
    batch = drawn(60, 1)
    twice = {name: o.duplicate_of for name, o in batch.key.items() if o.duplicate_of}
    assert len(twice) == 6
    for name, first in twice.items():
        assert replace(batch.unit(name), id=first) == batch.unit(first)


def test_what_a_rater_gets_says_nothing_of_systems_confidence_or_verdicts():
    batch = drawn()
    view = json.dumps(batch.view)
    assert set(batch.view["units"][0]) == {
        "id", "article", "language", "question", "history", "refusal", "statements"
    }  # fmt: skip
    for word in ("answerer", "confidence", "verdict", "planted", "supported", "duplicate", "gold", "first sentence"):
        assert f'"{word}"' not in view
    html = offline_html(batch, "Ani")
    for origin in batch.key.values():
        assert origin.item not in html


def test_ids_are_opaque_and_units_stand_in_their_order():
    ids = [u.id for u in drawn(60, 1).units]
    assert all(re.fullmatch(r"[a-z2-7]{8}", name) for name in ids)
    assert ids == sorted(set(ids))


@given(st.text(min_size=1, max_size=12))
@settings(max_examples=10)
def test_each_rater_has_an_order_of_his_own_and_never_two_of_one_family_in_a_row(name):
    batch = drawn(60, 1)
    order = order_for(batch, name)
    assert sorted(order) == [u.id for u in batch.units]
    assert order == order_for(batch, name)
    assert order != order_for(batch, name + "x")
    families = [batch.key[unit].family for unit in order]
    assert all(a != b for a, b in zip(families, families[1:], strict=False))
    for unit, origin in batch.key.items():
        if origin.duplicate_of:
            assert abs(order.index(unit) - order.index(origin.duplicate_of)) >= 20


def test_a_batch_too_small_or_too_large_is_refused_with_the_number():
    items, claims, articles = the_set()
    with pytest.raises(BadOption, match="at least 10"):
        draw(sources(items, articles), claims, items, articles, size=5, seed=1)
    with pytest.raises(BadOption, match="smaller --size"):
        draw(sources(items[:4], articles), claims, items, articles, size=60, seed=1)


# ---- replies from a file


def test_replies_in_a_file_are_judged_without_a_model(tmp_path):
    items, claims, articles = the_set()
    asked = [i for i in items if i.answerable and not i.history][:30]
    path = tmp_path / "their.jsonl"
    gold = sources(items, articles)[0]
    by_id = {a.item: a for a in gold.asked}
    path.write_text("".join(json.dumps(_reply(gold.reply(by_id[i.id]))) + "\n" for i in asked), encoding="utf-8")
    source = from_file(path, items, articles)
    assert (source.name, len(source.asked)) == ("their", len({(i.question, i.lang) for i in asked}))
    batch = draw([source], claims, items, articles, size=20, seed=1)
    assert {o.answerer for o in batch.key.values()} == {"their", PLANTED}


def _reply(outcome):
    citations = [
        {"number": c.number, "article": c.article, "sentence": c.sentence, "start": c.start, "end": c.end,
         "quote": c.quote, "highlight": None, "speaker": None, "translation": None}
        for c in outcome.citations
    ]  # fmt: skip
    return {
        "question": outcome.question, "standalone_question": outcome.question, "language": outcome.language,
        "kind": "answer", "short_answer": None, "citations": citations, "abstention": None, "confidence": 0.5,
        "statements": [{"text": s.text, "citations": list(s.citations), "verbatim": True} for s in outcome.statements],
        "timings_ms": {"retrieve": 0, "read": 0, "total": 0}, "index": "0" * 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "holds no reply"),
        ("{", ":1: not JSON"),
        ("[]", ":1: list is no reply"),
        ('{"question": "Siapa?"}', ":1: a reply has the keys"),
    ],
)
def test_a_bad_file_of_replies_is_refused_with_its_line(tmp_path, lines, said):
    path = tmp_path / "their.jsonl"
    path.write_text(lines, encoding="utf-8")
    items, _, articles = the_set()
    with pytest.raises(BadReplies, match=said):
        from_file(path, items, articles)


# ---- what is asked


def asked(statements, answers, *, refusal=False):
    return [s.key for s in guideline.steps(statements, answers, refusal=refusal)]


def test_nothing_more_is_asked_of_an_answer_that_cannot_be_understood():
    assert asked([(1,)], {}) == ["clear"]
    assert asked([(1,)], {"clear": "no"}) == ["clear"]
    assert asked([(1,)], {"clear": "yes"}) == ["clear", "answers", "cited.1"]


def test_the_whole_article_and_the_error_are_asked_only_of_what_is_not_fully_supported():
    said = {"clear": "yes", "answers": "yes"}
    assert asked([(1,)], said | {"cited.1": "full"})[2:] == ["cited.1", "sure.1"]
    assert asked([(1,)], said | {"cited.1": "partial"})[2:] == ["cited.1", "article.1", "error.1", "sure.1"]
    assert asked([(1,)], said | {"cited.1": "nothing"})[2:] == ["cited.1"]
    assert asked([(1,)], said | {"cited.1": "cannot"})[2:] == ["cited.1"]


def test_each_citation_is_asked_about_where_there_are_several():
    said = {"clear": "yes", "cited.1": "full", "cited.2": "none"}
    assert asked([(4, 9), (4, 9)], said)[2:] == [
        "cited.1", "use.1.4", "use.1.9", "sure.1", "cited.2", "article.2", "error.2", "sure.2"
    ]  # fmt: skip


def test_a_refusal_is_asked_one_thing():
    assert asked([], {}, refusal=True) == ["refusal"]


def test_every_question_and_choice_has_words_in_both_languages():
    words = [w for q in guideline.QUESTIONS for w in (q.ask, *(o.label for o in q.options))]
    words += [o.label for o in (*guideline.REASONS, *guideline.CAUSES)]
    assert all(w.id.strip() and w.en.strip() and w.id != w.en for w in words)
    for q in guideline.QUESTIONS:
        assert all(bool(o.anchor.id) == bool(o.anchor.en) for o in q.options)


def test_the_four_choices_of_support_are_keys_1_to_4():
    assert guideline.BY_NAME["cited"].values[:4] == ("full", "partial", "none", "contradicted")


# ---- one rating


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "aaaaaaaa"}, "no unit 'aaaaaaaa'"),
        ({"step": "cited.9"}, "no choice"),
        ({"step": "cited.1.2"}, "no choice"),
        ({"step": "refusal", "value": "right"}, "no choice"),
        ({"step": "nonsense"}, "no choice"),
        ({"value": "maybe"}, "'maybe' is no choice"),
        ({"value": "cannot"}, "needs one of the reasons"),
        ({"reason": "other"}, "others none"),
        ({"value": "cannot", "reason": "because"}, "needs one of the reasons"),
        ({"guideline": "0"}, "guideline '0'"),
        ({"seconds": float("nan")}, "give a number"),
        ({"seconds": True}, "give a number"),
        ({"at": "yesterday"}, "not ISO 8601"),
        ({"click": "x"}, "no id"),
        ({"note": 3}, "short text"),
        ({"extra": 1}, "no rating"),
        ({"step": "final:clear"}, "an adjudicator's"),
    ],
)
def test_a_rating_that_does_not_fit_is_refused(changes, said):
    with pytest.raises(BadRating, match=said):
        read_rating({**a_row(drawn()), **changes}, "Ani", drawn())


def test_a_rating_that_fits_is_kept_as_it_was_clicked():
    rating = read_rating(a_row(drawn(), value="cannot", reason="language", note="x" * 900), "Ani", drawn())
    assert (rating.rater, rating.step, rating.value, rating.reason) == ("Ani", "clear", "cannot", "language")
    assert (rating.seconds, len(rating.note)) == (3.5, 500)


@given(st.text(max_size=20))
def test_no_text_is_a_step_by_accident(step):
    unit = next(u for u in drawn().units if not u.refusal)
    possible = {s.key for s in unit.steps({"clear": "yes"})} | {"error.1", "article.1", "sure.1"}
    assert values_of(unit, step) == () or step in possible or step.startswith("use.")


# ---- the store


def test_ratings_and_flags_cannot_be_changed_or_dropped_even_by_hand(tmp_path):
    store, _ = stored(tmp_path)
    store.add([read_rating(a_row(drawn()), "Ani", drawn())])
    connection = sqlite3.connect(store.path)
    for statement in ("UPDATE ratings SET value = 'no'", "DELETE FROM ratings"):
        with pytest.raises(sqlite3.IntegrityError, match="ratings stay"):
            connection.execute(statement)
    connection.close()


def test_a_click_sent_twice_counts_once_and_a_later_one_stands(tmp_path):
    store, _ = stored(tmp_path)
    first = read_rating(a_row(drawn()), "Ani", drawn())
    assert (store.add([first]), store.add([first])) == (1, 0)
    store.add([replace(first, click="click-0002", value="no")])
    assert [r.value for r in store.ratings("Ani")] == ["yes", "no"]
    assert values_of_person(store.ratings("Ani"))[first.unit] == {"clear": "no"}


def test_tokens_are_not_kept_and_open_one_persons_door_only(tmp_path):
    store, tokens = stored(tmp_path)
    assert store.sign_in("Ani", tokens["Ani"]).role == "rater"
    assert store.sign_in("Ani", f" {tokens['Ani'].upper()} ").name == "Ani"
    assert store.sign_in("Budi", tokens["Ani"]) is None
    assert store.sign_in("Ani", "") is None
    assert store.sign_in("Nobody", tokens["Ani"]) is None
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = store.path.read_bytes()
    assert tokens["Ani"].encode() not in kept
    new = store.admit("Ani")
    assert store.sign_in("Ani", tokens["Ani"]) is None
    assert store.sign_in("Ani", new) is not None


def test_nobody_is_rater_and_adjudicator_and_a_name_is_plain(tmp_path):
    store, _ = stored(tmp_path)
    with pytest.raises(BadStore, match="may not be adjudicator too"):
        store.admit("Ani", "adjudicator")
    for name in ("", " x", "a\nb", "x" * 41):
        with pytest.raises(BadStore, match="cannot be used"):
            store.admit(name)


def test_two_raters_at_once_lose_nothing(tmp_path):
    store, _ = stored(tmp_path)
    batch = store.batch()
    first = read_rating(a_row(batch), "Ani", batch)

    def click(name, mine):
        for n in range(50):
            mine.add([replace(first, rater=name, click=f"{name}-{n:08}")])

    # Each through a connection of its own, as two programs would.
    threads = [
        threading.Thread(target=click, args=(name, Store(store.path, durable=False))) for name in ("Ani", "Budi")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(r.rater for r in store.ratings()) == {"Ani": 50, "Budi": 50}


def test_what_is_no_store_is_refused(tmp_path):
    with pytest.raises(BadStore, match="There is no store"):
        Store.open(tmp_path / "none.json")
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to look like one" * 50)
    with pytest.raises(BadStore, match="cannot be used"):
        Store.open(tmp_path / "text.sqlite")
    stored(tmp_path)
    with pytest.raises(BadStore, match="exists already"):
        Store.create(tmp_path / "batch.sqlite", drawn())
    assert (tmp_path / "batch.sqlite").stat().st_mode & 0o77 == 0
    assert (tmp_path / "batch.json").stat().st_mode & 0o77 == 0


def test_a_batch_changed_after_it_was_drawn_is_refused(tmp_path):
    path = tmp_path / "b.json"
    batches.save(drawn(), path)
    assert batches.load(path) == drawn()
    path.write_text(path.read_text("utf-8").replace(drawn().units[0].question, "Apa?"), encoding="utf-8")
    with pytest.raises(batches.BadBatch, match="was changed"):
        batches.load(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(batches.BadBatch, match="is no batch"):
        batches.load(path)


# ---- the page's requests, without a browser


def test_a_rater_gets_his_own_work_and_nothing_of_anothers(tmp_path):
    store, tokens = stored(tmp_path)
    rated(store, "Budi", units=store.batch().units[:5])
    desk = Desk(store, store.batch())
    status, work = desk.call("work", "Ani", tokens["Ani"], None)
    assert (status, work["given"], work["role"]) == (200, {}, "rater")
    assert "Budi" not in json.dumps(work)
    assert desk.call("work", "Budi", tokens["Ani"], None)[0] == 401
    assert desk.call("both", "Ani", tokens["Ani"], {"unit": "x", "step": "clear"})[0] == 403
    assert desk.call("anything", "Ani", tokens["Ani"], None)[0] == 403
    # Rows are filed under who signed in; a name inside them is refused like any other key.
    row = a_row(store.batch()) | {"rater": "Budi"}
    assert desk.call("ratings", "Ani", tokens["Ani"], [row])[0] == 400
    assert len(store.ratings("Ani")) == 0


def test_the_adjudicator_chooses_before_he_sees_and_his_first_choice_stays(tmp_path):
    store, tokens = stored(tmp_path)
    rated(store, "Ani")
    rated(store, "Budi", (0.5, 0.5), seed=2)
    desk = Desk(store, store.batch())
    _, work = desk.call("work", ADJUDICATOR, tokens[ADJUDICATOR], None)
    unit, step = next(c for c in work["cases"] if c[1].startswith("cited"))
    batch = store.batch()

    def send(action, body):
        return desk.call(action, ADJUDICATOR, tokens[ADJUDICATOR], body)

    def row(click, step, value):
        return a_row(batch, batch.unit(unit), step, value, click)

    assert send("both", {"unit": unit, "step": step})[0] == 403
    assert "before seeing" in send("ratings", [row("c-000001", f"final:{step}", "full")])[1]["detail"]
    assert send("ratings", [row("c-000002", step, "full")])[0] == 200
    assert send("ratings", [row("c-000002", step, "full")]) == (200, {"saved": 0})
    status, both = send("both", {"unit": unit, "step": step})
    assert (status, len(both["values"])) == (200, 2)
    assert "first choice" in send("ratings", [row("c-000003", step, "none")])[1]["detail"]
    before = store.ratings("Ani"), store.ratings("Budi")
    last = [row("c-000004", f"final:{step}", "none"), row("c-000005", f"why:{step}", "slip")]
    assert send("ratings", last)[0] == 200
    assert (store.ratings("Ani"), store.ratings("Budi")) == before
    ended = next(x for x in labels_of(store) if (x.unit, x.step) == (unit, step))
    assert (ended.value, ended.by, ended.cause) == ("none", "adjudicator", "slip")
    # What is no case is not his to judge.
    other = next(u for u in batch.units if batch.key[u.id].duplicate_of)
    assert "not for the adjudicator" in send("ratings", [a_row(batch, other, "clear", "yes", "c-000006")])[1]["detail"]


# ---- adjudication


def test_every_difference_and_a_tenth_of_the_agreements_go_to_the_adjudicator():
    batch = drawn(120, 2)
    unit = next(u for u in batch.units if not u.refusal and not batch.key[u.id].duplicate_of)
    differ = [Case(unit.id, "clear", ("yes", "no")), Case(unit.id, "cited.1", ("full", None))]
    assert to_adjudicate(batch, differ) == tuple(differ)
    firm = [u for u in batch.units if not batch.key[u.id].duplicate_of]
    agreed = [Case(u.id, f"cited.{n}", ("full", "full")) for u in firm for n in range(1, 9)]
    share = len(to_adjudicate(batch, agreed)) / len(agreed)
    assert 0.07 < share < 0.13
    twice = next(u for u in batch.units if batch.key[u.id].duplicate_of)
    assert to_adjudicate(batch, [Case(twice.id, "clear", ("yes", "no"))]) == ()


def test_a_unit_counts_once_two_raters_are_through_with_it(tmp_path):
    store, _ = stored(tmp_path)
    batch = store.batch()
    rated(store, "Ani")
    assert cases(batch, tuple(raters_of(store).values())) == ()
    rated(store, "Budi", units=batch.units[:3])
    assert {c.unit for c in cases(batch, tuple(raters_of(store).values()))} == {u.id for u in batch.units[:3]}


def test_what_one_could_not_judge_is_a_difference_and_has_no_label_until_settled():
    batch = drawn()
    unit = next(u for u in batch.units if u.refusal)
    raters = ({unit.id: {"refusal": "right"}}, {unit.id: {"refusal": "cannot"}})
    (label,) = labels(batch, raters, {})
    assert (label.value, label.by) == (None, "nobody")
    settled = {unit.id: {"refusal": "right", "final:refusal": "wrong", "why:refusal": "slip"}}
    (label,) = labels(batch, raters, settled)
    assert (label.value, label.by) == ("wrong", "adjudicator")


def test_answers_that_a_change_of_mind_made_moot_are_not_counted():
    batch = drawn()
    unit = next(u for u in batch.units if not u.refusal and len(u.statements) == 1)
    full = {"clear": "no", "answers": "yes", "cited.1": "none", "article.1": "none", "error.1": "other", "sure.1": "3"}
    assert cases(batch, ({unit.id: full}, {unit.id: {"clear": "no"}})) == (Case(unit.id, "clear", ("no", "no")),)


def test_adjudicators_together_make_one_word_and_progress_is_told(tmp_path):
    store, _ = stored(tmp_path)
    assert adjudicator_of(store) == {}
    rated(store, "Ani")
    ani, budi, citra = progress_of(store)
    assert (ani.done, ani.of) == (len(store.batch().units),) * 2
    assert ani.minutes > 1
    assert (budi.done, budi.clicks, budi.last) == (0, 0, None)
    assert (citra.role, citra.of) == ("adjudicator", 0)


# ---- what comes back from a file


def exported(folder, store, **changes):
    batch = store.batch()
    whole = {"format": 1, "hash": batch.hash, "guideline": batch.guideline, "rater": "Ani", "ratings": [a_row(batch)]}
    path = folder / "ani.json"
    path.write_text(json.dumps(whole | changes), encoding="utf-8")
    return path


def test_an_export_is_brought_in_once(tmp_path):
    store, _ = stored(tmp_path)
    path = exported(tmp_path, store)
    assert bring_in(path, store).new == 1
    again = bring_in(path, store)
    assert (again.rater, again.ratings, again.new) == ("Ani", 1, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hash": "0" * 64}, "rates the batch 000000000000"),
        ({"guideline": "0"}, "guideline '0'"),
        ({"format": 2}, "format 2"),
        ({"rater": "Dewi"}, "'Dewi', who is no rater here"),
        ({"rater": ADJUDICATOR}, "who is no rater here"),
        ({"ratings": {}}, "no export"),
        ({"more": 1}, "no export"),
    ],
)
def test_an_export_that_does_not_fit_is_refused(tmp_path, changes, said):
    store, _ = stored(tmp_path)
    with pytest.raises(BadExport, match=said):
        bring_in(exported(tmp_path, store, **changes), store)


def test_one_bad_rating_keeps_the_whole_file_out(tmp_path):
    store, _ = stored(tmp_path)
    rows = [a_row(drawn()), a_row(drawn(), click="click-0002", unit=None, step="cited.77")]
    with pytest.raises(BadExport, match=r"rating 2: .*no choice"):
        bring_in(exported(tmp_path, store, ratings=rows), store)
    assert store.ratings() == ()


def test_the_offline_file_holds_no_address_and_can_reach_none():
    html = offline_html(drawn(), "Ani</script><script>alert(1)//")
    assert "http:" not in html and "https:" not in html
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html).group(1)
    assert policy.startswith("default-src 'none'") and "connect-src" not in policy and "unsafe" not in policy
    assert html.count("</script>") == 2


def test_what_is_presumed_of_a_planted_claim_is_its_label():
    batch = drawn()
    for (unit, _), supported in presumed(batch).items():
        planted = batch.key[unit].planted
        assert planted is None or supported == (planted == "supported")
