"""Take the README's picture of the page: ``python -m ui.shot ADDRESS OUT.png [QUESTION]``.

The address is a running page's; the browser is Debian's ``/usr/bin/chromium``, driven by Playwright
from the ``dev`` extra.
"""

from __future__ import annotations

import sys
from pathlib import Path

_SIZE = (1360, 880)
_QUESTION = "Siapa yang membelot pada tahun 2011?"


def take(address: str, out: Path, question: str = _QUESTION, browser: str = "/usr/bin/chromium") -> None:
    """Ask a question on the page, light the first quote's sentence, and save what is seen as PNG."""
    from playwright.sync_api import sync_playwright

    width, height = _SIZE
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": width, "height": height}, locale="id-ID", reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector("#suggestions button")
        page.fill("#ask textarea", question)
        page.press("#ask textarea", "Enter")
        page.locator('#chat a[href^="#s-"]').first.click()
        page.mouse.move(width // 2, height - 1)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=str(out))
        chromium.close()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    take(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
