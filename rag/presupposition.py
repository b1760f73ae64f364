"""What a why or how question takes for granted, and the sentence that says otherwise.

"Kenapa pemindahan dipercepat?" has no answer where the article says that it is put off: then that sentence is
shown, and nothing is given as a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index import Hit
from rag.evidence import Weighed

if TYPE_CHECKING:
    from rag.reader import Reader

# Contradiction from which a sentence refutes what is taken for granted. Chosen with the weights before the present ones
# (eval/LOG.md): four of six false presuppositions among the development questions reached it, none of seven true ones.
REFUTED = 0.5
# So many of the sentences that were read may refute, the best first.
_LOOKED_AT = 3
_WHY = re.compile(
    r"^(?:jadi |lalu |terus |so |and )?(?:kenapa|mengapa|bagaimana(?: cara)?|gimana|why|"
    r"how(?! (?:many|much|long|old|far|often|big|large)))(?: sih| did| does| do| is| was| were| has| have)?\s+",
    re.IGNORECASE,
)


def presupposed(question: str) -> str | None:
    """Return the statement that a why or how question takes for granted; None for other questions."""
    plain = " ".join(question.split()).rstrip("?!. ")
    statement = _WHY.sub("", plain)
    return None if statement == plain or len(statement.split()) < 3 else statement


def refuting(
    statement: str, weighed: Sequence[Weighed], text_of: Callable[[Hit], str], reader: Reader
) -> Weighed | None:
    """Return the sentence that contradicts a statement most, if one does.

    Args:
        statement: what is taken for granted.
        weighed: the sentences that were read, best first.
        text_of: a sentence's words, in the question's language where they are there.
        reader: for support.
    """
    judged = [(reader.support(statement, text_of(w.hit)), w) for w in weighed[:_LOOKED_AT]]
    most, found = max(
        ((contradicts, w) for (_, _, contradicts), w in judged), key=lambda each: each[0], default=(0.0, None)
    )
    # What another sentence says in so many words is not refuted by one that is about something else.
    granted = max((entails for (entails, _, _), _ in judged), default=0.0)
    return found if most >= REFUTED and most > granted else None
