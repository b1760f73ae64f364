"""From a question to a verified reply; uses ``index`` and knows neither page nor measures."""

from rag.assistant import Assistant
from rag.reply import Abstention, Answer, Citation, Reply, Statement, Turn, as_json
from rag.wording import wording

__all__ = ["Abstention", "Answer", "Assistant", "Citation", "Reply", "Statement", "Turn", "as_json", "wording"]
