"""From a question to a verified reply; uses ``index`` and knows neither page nor measures."""

from rag.assistant import Assistant
from rag.points import Sheet, TalkingPoint, sheet_json
from rag.reply import Abstention, Answer, Citation, Reply, Statement, Turn, as_json
from rag.wording import wording

__all__ = [
    "Abstention",
    "Answer",
    "Assistant",
    "Citation",
    "Reply",
    "Sheet",
    "Statement",
    "TalkingPoint",
    "Turn",
    "as_json",
    "sheet_json",
    "wording",
]
