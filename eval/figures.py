"""A figure: an estimate with what it is about; and a set of them to look up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eval.answerers import KUTIP
from eval.statistics import Estimate
from index import SHIPPED

WHOLE = "all"
INVENTED = "invented articles"


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate of a measure.

    ``key`` is the measure's, ``articles`` an article's id or ``INVENTED``, ``by`` what the questions are parted
    by (``WHOLE``, language, kind, type, class, turn, ranking) and ``of`` the part.
    """

    key: str
    answerer: str
    articles: str
    by: str
    of: str
    estimate: Estimate

    @property
    def measure(self) -> str:
        """The key with the name of the scorer that decided support, if one did."""
        scorer = self.estimate.scorer
        return self.key if scorer is None else f"{self.key}[{scorer}]"


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures in the order they were computed."""

    all: tuple[Figure, ...]
    _places: dict[tuple[str, str, str, str, str], Estimate] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._places.update({(f.key, f.answerer, f.articles, f.by, f.of): f.estimate for f in self.all})

    def get(self, key: str, articles: str, *, answerer: str = KUTIP, by: str = WHOLE, of: str = "") -> Estimate | None:
        """Return an estimate by its measure's key; None where it was not computed."""
        return self._places.get((key, answerer, articles, by, of))

    def parts(self, articles: str, by: str) -> tuple[str, ...]:
        """Return the parts of Kutip's questions about ``articles``."""
        return tuple(dict.fromkeys(f.of for f in self.all if (f.articles, f.by, f.answerer) == (articles, by, KUTIP)))

    def answerers(self, articles: str) -> tuple[str, ...]:
        """Return whose figures there are about ``articles``, Kutip first."""
        return tuple(dict.fromkeys(f.answerer for f in self.all if f.articles == articles))


def groups(articles: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what is judged together: the shipped article, the invented ones together, and each of them."""
    invented = tuple(name for name in articles if name != SHIPPED.stem)
    found: dict[str, tuple[str, ...]] = {SHIPPED.stem: (SHIPPED.stem,)} if SHIPPED.stem in articles else {}
    if len(invented) > 1:
        found[INVENTED] = invented
    return {**found, **{name: (name,) for name in invented}}


def main_groups(articles: Sequence[str]) -> tuple[str, ...]:
    """Return the groups with tables of their own: the shipped article, and the invented ones together."""
    return tuple(groups(articles))[: 2 if SHIPPED.stem in articles else 1]


def cell(estimate: Estimate | None, *, count: bool = True) -> str:
    """Return an estimate as ``0.63 (0.55 to 0.70), n=146``."""
    if estimate is None or estimate.value is None:
        return "-"
    interval = "" if estimate.low is None or estimate.high is None else f" ({estimate.low:.2f} to {estimate.high:.2f})"
    return f"{estimate.value:.2f}{interval}" + (f", n={estimate.n}" if count else "")
