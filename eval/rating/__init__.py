"""People judge answers, blind: batches, the raters' page and file, what they said, and how far they agree.

A batch is drawn once (``draw``), kept with everything said about it in one SQLite file (``store``), judged on a
page (``page``) or in a file (``offline``), and its labels feed the measures (``feeds``). Nothing here imports ``ui``:
the page is found by name when ``kutip chat --raters`` or ``kutip eval rate page`` asks for it.
"""
