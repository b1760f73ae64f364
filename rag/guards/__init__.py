"""Guards that read no meaning: numbers, dates, names and polarity, compared in Indonesian and English alike.

They withhold, never certify: what differs is wrong, what does not differ may be wrong still.
"""

from rag.guards.absence import Absent, absent
from rag.guards.conflict import Conflict, conflicts
from rag.guards.facts import ArticleFacts
from rag.guards.names import names, same_name
from rag.guards.numbers import quantities
from rag.guards.polarity import marks

__all__ = ["Absent", "ArticleFacts", "Conflict", "absent", "conflicts", "marks", "names", "quantities", "same_name"]
