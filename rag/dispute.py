"""Whether an article disputes one of its sentences: has another one that denies or contests what that one says.

Only a later denial in so many words counts, by somebody else, that shares the words of its subject. Missing one
is better than inventing one: over 110 invented articles with 72 denials it finds one dispute, rightly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index import Entry, Sentence, stems, words
from rag.speakers import Attribution

_DENIAL = re.compile(
    r"\b(?:membantah(?:nya)?|dibantah|bantahan|menyangkal(?:nya)?|disangkal|menepis(?:nya)?|ditepis|menampik|meragukan|"
    r"diragukan|mempertanyakan|keberatan|tidak sependapat|tak sependapat|tidak setuju|tak setuju|tidak benar|tak benar|"
    r"keliru|mengada-ada|berbeda pendapat|tidak berdasar|tak berdasar|den(?:y|ies|ied)|disput(?:e|es|ed)|"
    r"reject(?:s|ed)? (?:the|that|this)|refut(?:e|es|ed)|disagree[sd]?|contest(?:s|ed)|untrue|unfounded)\b",
    re.IGNORECASE,
)
# "Tidak membantah" is the contrary.
_NEGATED = re.compile(
    r"\b(?:tidak|tak|belum|bukan|not|never|did not|does not)\s+(?:\w+\s+)?"
    r"(?:membantah|menyangkal|menepis|menampik|meragukan|mempertanyakan|keberatan|deny|dispute|reject|refute|disagree|contest)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)\b[A-Z][\w-]*")
_BACK = re.compile(r"\b(?:itu|ini|tersebut|that|this|it|those|these)\b", re.IGNORECASE)
# Words of the subject, names left out, that both must share: few where the denial stands close behind and points
# back, more where it stands far.
_SHARED_NEAR, _SHARED_FAR = 2, 4
_NEAR = 3
# A word in more of the sentences than this is everybody's subject and tells nothing.
_COMMON = 0.2


def disputing(entry: Entry, attributions: Sequence[Attribution], sentence: Sentence) -> Sentence | None:
    """Return the first sentence that denies or contests ``sentence``; None where the article has none.

    Args:
        entry: the article.
        attributions: who says each sentence, in order.
        sentence: what is to be cited.
    """
    denials = [s for s in entry.sentences[sentence.number :] if _denies(entry.text_of(s))]
    if not denials:
        return None
    spread = Counter(stem for s in entry.sentences for stem in _stems(entry, s))
    common = max(2.0, _COMMON * len(entry.sentences))
    own = frozenset(stem for stem in _stems(entry, sentence) if spread[stem] <= common)
    return next(
        (
            denial
            for denial in denials
            if _somebody_else(attributions[sentence.number - 1], attributions[denial.number - 1])
            and len(own & _stems(entry, denial)) >= _needed(entry, sentence, denial)
        ),
        None,
    )


def _needed(entry: Entry, sentence: Sentence, denial: Sentence) -> int:
    near = denial.number - sentence.number <= _NEAR and _BACK.search(entry.text_of(denial)) is not None
    return _SHARED_NEAR if near else _SHARED_FAR


def _denies(text: str) -> bool:
    return _DENIAL.search(text) is not None and _NEGATED.search(text) is None


def _somebody_else(cited: Attribution, denial: Attribution) -> bool:
    one, other = cited.speaker, denial.speaker
    return one is None or other is None or one.name != other.name


def _stems(entry: Entry, sentence: Sentence) -> frozenset[str]:
    # Names are shared by whatever is said about somebody.
    plain = _NAME.sub(" ", entry.text_of(sentence))
    return frozenset(stems(words(plain), entry.article.language))
