"""A batch drawn from the set's own gold, and people to rate it; no model is needed."""

from __future__ import annotations

import functools
from pathlib import Path

from eval.items import known_articles, load_items
from eval.perturb import load_claims
from eval.rating import batch as batches
from eval.rating.draw import draw
from eval.rating.rehearsal import Simulated, Skill, sources
from eval.rating.store import Store

RATERS = ("Ani", "Budi")
ADJUDICATOR = "Citra"


@functools.cache
def the_set():
    """The items that can be asked, the claims, and the articles."""
    articles = known_articles()
    folder = Path(__file__).parents[1] / "eval" / "questions"
    items = [i for path in sorted(folder.glob("*.jsonl")) for i in load_items(path, articles)]
    return [i for i in items if i.adversarial is None], load_claims(), articles


@functools.cache
def drawn(size=24, seed=3):
    items, claims, articles = the_set()
    return draw(sources(items, articles), claims, items, articles, size=size, seed=seed)


def stored(folder, batch=None, raters=RATERS):
    """Return a store of the batch in a folder, and everybody's token."""
    batch = batch or drawn()
    store = Store.create(folder / "batch.sqlite", batch, durable=False)
    batches.save(batch, folder / "batch.json")
    tokens = {name: store.admit(name) for name in raters}
    return store, tokens | {ADJUDICATOR: store.admit(ADJUDICATOR, "adjudicator")}


def rated(store, name, skill=(1.0, 1.0), seed=1, units=None):
    """Let a simulated rater of this sensitivity and specificity rate units (all, in the batch's order)."""
    from eval.rating.rating import read_rating

    batch = store.batch()
    rater = Simulated(batch, Skill(*skill), seed)
    rows = [row for unit in (units or batch.units) for row in rater.unit(unit)]
    store.add([read_rating(row, name, batch) for row in rows])
    return rows


def a_row(batch, unit=None, step="clear", value="yes", click="click-0001", **changes):
    """One click as the page sends it."""
    unit = unit or next(u for u in batch.units if not u.refusal)
    return {
        "click": click, "unit": unit.id, "step": step, "value": value, "reason": None, "note": None, "seconds": 3.5,
        "at": "2026-11-24T12:00:00.123Z", "guideline": batch.guideline, **changes,
    }  # fmt: skip
