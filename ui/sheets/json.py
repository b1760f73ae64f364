"""A sheet as a JSON file; the only form that holds the spans of every quoted part."""

from __future__ import annotations

import json

from rag import Sheet, sheet_json


def to_json(sheet: Sheet) -> str:
    """Return a sheet as a JSON file."""
    return json.dumps(sheet_json(sheet), ensure_ascii=False, indent=1) + "\n"
