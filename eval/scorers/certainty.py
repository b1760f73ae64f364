"""Words that say how sure or how far along something is: certain, proven, obliged, done, denied; in both languages.

A statement may be less sure than its evidence, never surer, and it denies nothing where its evidence denies nothing.
"""

from __future__ import annotations

import re

from eval.scorers.phrases import meanings, places
from rag.guards.polarity import NEGATIVE, marks

_CERTAINTIES = {
    "certain": """pasti, dipastikan, memastikan, tentu, tentunya, niscaya, jelas, dijamin, menjamin, certain, certainly,
        definitely, surely, sure, undoubtedly, guarantee*, inevitabl*, invariabl*, bound to""",
    "proven": """terbukti, membuktikan, dibuktikan, bukti, proven, proved, proves, prove, proof, confirmed, confirm*,
        mengonfirmasi, dikonfirmasi, established""",
    "must": """harus, haruslah, wajib, mesti, perlu, memerlukan, diperlukan, membutuhkan, dibutuhkan, seharusnya,
        diwajibkan, mewajibkan, mengharuskan, keharusan, must, have to, has to, had to, need*, require*, ought to,
        should, obliged, essential, necessary, mandatory, kunci*, key""",
    "forced": """memaksa, dipaksa, terpaksa, paksaan, berhasil, sukses, forced, forces, force, compel*, made to,
        succeeded, succeeds, succeed, successful*, managed to""",
    "done": """telah, sudah, rampung, selesai, already, completed, finished, carried out""",
    "ordered": "memerintahkan, diperintahkan, perintah, ordered, orders, commanded, instructed, menginstruksikan",
}
_ANSWERED_BY = {"certain": ("certain", "proven"), "must": ("must", "ordered", "forced"), "ordered": ("ordered", "must")}
_PROPOSED = """
    mengusulkan, usul*, merekomendasikan, rekomendasi, meminta, diminta, permintaan, mendesak, desakan, menuntut,
    tuntutan, mendorong, mengajak, ajakan, menyerukan, seruan, berjanji, menjanjikan, janji, berencana, rencana*,
    menargetkan, target, berharap, harapan, akan, hendak, propos*, recommend*, ask*, request*, urg*, demand*, encourag*,
    call for, calls for, called for, call on, calls on, called on, promis*, plan*, target*, hop*, will, want*
"""
# An English perfect is often an Indonesian verb without any mark, so that by itself it shows nothing.
_PERFECT = re.compile(r"\b(?:has|have|had) (?:now |already |been )*(?!to\b)\w+", re.IGNORECASE)
_DONE = ("done", "proven", "forced")


def certainty_changed(statement: str, evidence: str) -> tuple[str, ...]:
    """Return the words of certainty in a statement that nothing in the evidence answers."""
    said, shown = meanings(statement, _CERTAINTIES), meanings(evidence, _CERTAINTIES)
    found = [words for meaning, words in said.items() if not shown.keys() & set(_ANSWERED_BY.get(meaning, (meaning,)))]
    perfect = _PERFECT.search(statement)
    wished = places(evidence, _PROPOSED) and not places(statement, _PROPOSED)
    if perfect and wished and not shown.keys() & set(_DONE):
        found.append(perfect[0])
    return tuple(found)


def denied(statement: str, evidence: str) -> tuple[str, ...]:
    """Return the negation of a statement whose evidence has none, not even a refusal."""
    if marks(evidence, "") & NEGATIVE or not marks(statement, "") & {"negated", "not_yet"}:
        return ()
    return (statement,)
