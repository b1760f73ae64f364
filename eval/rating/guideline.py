"""What raters are asked, in Indonesian and English, with an anchor for every choice; a version names the wording.

Two stages, as in AIS (Rashkin et al. 2023): can the answer be understood, and only then, statement by statement,
is it supported. The questions are values, so that the page, the offline file and the import follow one list.
Knows nothing of systems, people or files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VERSION = "1"
CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the ``value`` that is stored, its ``label``, and the ``anchor`` that says when it fits."""

    value: str
    label: Text
    anchor: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guideline.

    ``scope`` says what it is asked of: an ``"answer"``, a ``"refusal"``, a ``"statement"``, or a ``"citation"`` of a
    statement with several. ``needs`` are earlier questions with the values that let this one be asked. ``shows`` is
    what may be looked at: ``"nothing"`` of the article, ``"cited"`` sentences with their neighbours, or the whole
    ``"article"``.
    """

    name: str
    scope: str
    shows: str
    ask: Text
    hint: Text
    options: tuple[Option, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """What may be stored, "cannot judge" included."""
        return (*(o.value for o in self.options), CANNOT)


@dataclass(frozen=True, slots=True)
class Step:
    """A question asked of one thing; ``key`` names it within its unit: ``cited.2``, ``use.2.14``."""

    key: str
    question: Question
    statement: int | None = None
    sentence: int | None = None


def _option(value: str, indonesian: str, english: str, anchor_id: str = "", anchor_en: str = "") -> Option:
    return Option(value, Text(indonesian, english), Text(anchor_id, anchor_en))


_UNDERSTOOD = ("clear", ("yes", CANNOT))
_NOT_FULL = ("partial", "none", "contradicted")
QUESTIONS: tuple[Question, ...] = (
    Question(
        "clear", "answer", "nothing",
        Text("Apakah jawaban ini bisa dipahami sendiri?", "Can this answer be understood on its own?"),
        Text(
            "Baca pertanyaan dan jawabannya saja. Apakah jelas siapa dan apa yang dimaksud?",
            "Read only the question and the answer. Is it clear who and what is meant?",
        ),
        (
            _option("yes", "Ya", "Yes", "Jelas siapa, apa, dan kapan.", "It is clear who, what and when."),
            _option(
                "no", "Tidak", "No",
                "Ada “dia”, “itu”, atau “tersebut” yang tidak jelas, atau kalimatnya tidak utuh.",
                "It holds a “he”, “it” or “that” that points nowhere, or it is not a whole sentence.",
            ),
        ),
    ),
    Question(
        "answers", "answer", "nothing",
        Text("Apakah pertanyaannya terjawab?", "Does it answer the question?"),
        Text("Benar atau tidaknya belum dinilai di sini.", "Whether it is true does not matter yet."),
        (
            _option("yes", "Ya", "Yes", "Yang ditanyakan, terjawab.", "It gives what was asked for."),
            _option("partly", "Sebagian", "Partly", "Hanya sebagian yang terjawab.", "It gives only part of it."),
            _option("no", "Tidak", "No", "Ini tentang hal lain.", "It is about something else."),
        ),
        (_UNDERSTOOD,),
    ),
    Question(
        "refusal", "refusal", "article",
        Text("Apakah benar artikel tidak menjawabnya?", "Is it true that the article does not answer this?"),
        Text(
            "Sistem berkata bahwa artikel tidak menjawab. Cari jawabannya di artikel.",
            "The system says that the article does not answer. Look for an answer in the article.",
        ),
        (
            _option("right", "Ya, benar", "Yes, true", "Jawabannya tidak ada di artikel.",
                    "The answer is not in the article."),
            _option("wrong", "Tidak, ada jawabannya", "No, it does answer",
                    "Ada kalimat yang menjawab, walau hanya sebagian.", "Some sentence answers it, even if in part."),
        ),
    ),
    Question(
        "cited", "statement", "cited",
        Text(
            "Tepatkah dikatakan: “Menurut kalimat yang disorot, …”?",
            "Is it accurate to say: “According to the highlighted sentences, …”?",
        ),
        Text(
            "Pakai hanya kalimat yang disorot. Kalimat di sekitarnya hanya untuk memahami siapa yang dimaksud. "
            "Jangan pakai pengetahuan Anda sendiri.",
            "Use the highlighted sentences only. Those around them are there only to see who is meant. "
            "Do not use what you know yourself.",
        ),
        (
            _option("full", "Sepenuhnya", "Fully", "Setiap bagian pernyataan dikatakan di sana.",
                    "Every part of the statement is said there."),
            _option("partial", "Sebagian", "Partly", "Ada bagian yang dikatakan, ada yang tidak.",
                    "Some of it is said there, some of it is not."),
            _option("none", "Tidak", "Not at all", "Kalimat itu tidak mengatakannya.",
                    "Those sentences do not say this."),
            _option("contradicted", "Justru sebaliknya", "It says otherwise",
                    "Kalimat itu mengatakan hal yang bertentangan.", "Those sentences say something that cannot "
                    "be true together with it."),
            _option("nothing", "Tidak ada yang perlu diperiksa", "Nothing to check",
                    "Hanya sapaan atau basa-basi.", "Only a greeting or a courtesy."),
        ),
        (_UNDERSTOOD,),
    ),
    Question(
        "article", "statement", "article",
        Text("Bagaimana menurut seluruh artikel?", "And according to the whole article?"),
        Text(
            "Sekarang baca seluruh artikel. Mungkin kalimat lain yang mengatakannya.",
            "Now read the whole article. Another sentence may say it.",
        ),
        (
            _option("full", "Sepenuhnya", "Fully", "Artikel mengatakan semuanya.", "The article says all of it."),
            _option("partial", "Sebagian", "Partly", "Artikel mengatakan sebagian.", "The article says part of it."),
            _option("none", "Tidak", "Not at all", "Artikel tidak mengatakannya.", "The article does not say this."),
            _option("contradicted", "Justru sebaliknya", "It says otherwise",
                    "Artikel mengatakan hal yang bertentangan.", "The article says something that cannot be true "
                    "together with it."),
        ),
        (_UNDERSTOOD, ("cited", _NOT_FULL)),
    ),
    Question(
        "error", "statement", "article",
        Text("Apa yang keliru?", "What is wrong with it?"),
        Text("Pilih yang paling penting.", "Choose what matters most."),
        (
            _option("entity", "Nama orang, tempat, lembaga", "A name of a person, place or body"),
            _option("number", "Angka, jumlah, tanggal", "A number, amount or date"),
            _option("negation", "Ya jadi tidak, atau sebaliknya", "Yes turned into no, or no into yes"),
            _option("attribution", "Siapa yang mengatakan", "Who said it"),
            _option("modality", "Kepastian: dugaan jadi kepastian", "Certainty: a suspicion became a fact"),
            _option("time", "Urutan waktu, sebab dan akibat", "Order in time, cause and effect"),
            _option("addition", "Tambahan yang tidak dikatakan", "Something added that is not said"),
            _option("context", "Kehilangan konteksnya", "Its context is lost"),
            _option("translation", "Terjemahan", "Translation"),
            _option("other", "Hal lain", "Something else"),
        ),
        (_UNDERSTOOD, ("cited", _NOT_FULL)),
    ),
    Question(
        "use", "citation", "cited",
        Text("Seberapa perlu kalimat {sentence}?", "How much is sentence {sentence} needed?"),
        Text("Untuk pernyataan ini saja.", "For this statement only."),
        (
            _option("needed", "Perlu", "Needed", "Tanpa itu, pernyataan tidak didukung.",
                    "Without it the statement is not supported."),
            _option("helpful", "Membantu", "Helpful", "Berkaitan, tetapi tidak wajib.", "Related, but not a must."),
            _option("irrelevant", "Tidak berkaitan", "Irrelevant", "Tentang hal lain.", "It is about something else."),
        ),
        (_UNDERSTOOD, ("cited", ("full", "partial"))),
    ),
    Question(
        "sure", "statement", "nothing",
        Text("Seberapa yakin Anda tentang pernyataan ini?", "How sure are you about this statement?"),
        Text("", ""),
        (
            _option("1", "Menebak", "Guessing"),
            _option("2", "Cukup yakin", "Fairly sure"),
            _option("3", "Yakin", "Sure"),
        ),
        (_UNDERSTOOD, ("cited", ("full", *_NOT_FULL))),
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Question] = {q.name: q for q in QUESTIONS}
REASONS: tuple[Option, ...] = (
    _option("language", "Saya kurang paham bahasanya", "I do not know the language well enough"),
    _option("question", "Pertanyaannya tidak jelas", "The question is unclear"),
    _option("statement", "Pernyataannya bisa berarti dua hal", "The statement can mean two things"),
    _option("article", "Artikelnya sendiri tidak jelas", "The article itself is unclear"),
    _option("other", "Alasan lain", "Another reason"),
)
# Why two raters differed, as the adjudicator sees it.
CAUSES: tuple[Option, ...] = (
    _option("slip", "Salah satu penilai keliru", "One rater made a slip"),
    _option("guideline", "Pedoman tidak mengatur ini", "The guideline does not settle this"),
    _option("ambiguous", "Memang bisa dinilai dua cara", "It can rightly be judged either way"),
    _option("agreed", "Keduanya sama, dan saya setuju", "Both are the same, and I agree"),
)


def steps(statements: Sequence[Sequence[int]], answers: Mapping[str, str], *, refusal: bool) -> Iterator[Step]:
    """Yield the steps of a unit that its answers so far let be asked, in order.

    Args:
        statements: for each statement the numbers of the sentences it cites.
        answers: step key -> value, as they now stand.
        refusal: whether the unit declines to answer.
    """
    for question in QUESTIONS:
        if question.scope == ("refusal" if refusal else "answer") and _may(question, answers, None):
            yield Step(question.name, question)
    if refusal:
        return
    for number, cited in enumerate(statements, 1):
        for question in QUESTIONS:
            if question.scope == "statement" and _may(question, answers, number):
                yield Step(f"{question.name}.{number}", question, number)
            elif question.scope == "citation" and len(cited) > 1 and _may(question, answers, number):
                for sentence in cited:
                    yield Step(f"{question.name}.{number}.{sentence}", question, number, sentence)


def _may(question: Question, answers: Mapping[str, str], statement: int | None) -> bool:
    for name, values in question.needs:
        key = f"{name}.{statement}" if BY_NAME[name].scope == "statement" else name
        if answers.get(key) not in values:
            return False
    return True


def as_json() -> dict[str, Any]:
    """Return the guideline as the page reads it."""
    from dataclasses import asdict

    return {
        "version": VERSION,
        "questions": [asdict(q) for q in QUESTIONS],
        "reasons": [asdict(o) for o in REASONS],
        "causes": [asdict(o) for o in CAUSES],
    }
