"""A batch as one HTML file for one rater: it needs no server and no network, and cannot reach one."""

from __future__ import annotations

import base64
import hashlib

from eval.rating import guideline
from eval.rating.batch import Batch
from eval.rating.order import order_for
from eval.rating.page import HERE, page_html


def offline_html(batch: Batch, rater: str) -> str:
    """Return the file: the page of the server, with the rater's units in his order inside.

    Its policy allows exactly the style and the script that it holds, and no connection at all.
    """
    setup = {
        "mode": "offline",
        "name": rater,
        "role": "rater",
        "hash": batch.hash,
        "guideline": guideline.as_json(),
        "batch": batch.view,
        "order": order_for(batch, rater),
    }
    style, script = ((HERE / name).read_text("utf-8") for name in ("rate.css", "rate.js"))
    policy = (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    html = page_html(setup, style, script)
    charset = '<meta charset="utf-8">'
    html = html.replace(charset, f'{charset}\n<meta http-equiv="Content-Security-Policy" content="{policy}">')
    # In place of "defer", which scripts in the page do not know: the body has to be there first.
    whole = f"<script>{script}</script>"
    return html.replace(whole, "").replace("</body>", f"{whole}\n</body>")


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
