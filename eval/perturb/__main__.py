"""``python -m eval.perturb``: write eval/claims/claims.jsonl again, or check it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from eval.perturb.build import build
from eval.perturb.claim import CONTROLS, FOLDER, UNSUPPORTED, BadClaim, pairs, written


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Write or check the claims, and print how many pairs there are of each kind, direction and split."""
    parser = argparse.ArgumentParser(prog="python -m eval.perturb", description="Build eval/claims/claims.jsonl.")
    parser.add_argument("--check", action="store_true", help="compare with the file instead of writing it")
    check = parser.parse_args(arguments).check
    try:
        claims = build(folder)
    except BadClaim as error:
        sys.stderr.write(f"{error}\n")
        return 2
    path = folder / "claims.jsonl"
    if not check:
        path.write_text(written(claims), encoding="utf-8")
    elif path.read_text(encoding="utf-8") != written(claims):
        sys.stderr.write("claims.jsonl is not what its inputs make: run python -m eval.perturb, read what changed.\n")
        return 2
    counts = Counter((edit.kind, true.lang, true.split) for true, edit in pairs(claims))
    cells = [(lang, split) for lang in ("id", "en") for split in ("dev", "test")]
    sys.stdout.write("| kind | " + " | ".join(" ".join(cell) for cell in cells) + " |\n|---|---|---|---|---|\n")
    for kind in (*UNSUPPORTED, *CONTROLS):
        sys.stdout.write(f"| {kind} | " + " | ".join(str(counts[kind, *cell]) for cell in cells) + " |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
