"""How fast Kutip is here: a benchmark to run, never a test.

Whole processes are timed from outside, with their own peak memory; a warm question is timed
inside, step by step. Machines are noisy: medians with the range, from one run.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

QUESTIONS = (
    "Di mana sidang umum diadakan?",
    "Who chairs the alliance?",
    "Kapan Cho Chung-hee membelot?",
    "What happens to people who watch Korean shows?",
    "Apa yang didorong kepada negara ASEAN?",
    "Berapa biaya sidang?",
    "What did the joint statement condemn?",
    "Siapa yang meminta laporan lanjutan?",
    "Is there a follow-up report?",
    "Apa isi pernyataan bersama?",
)
# What is aimed for on 2 cores, in the units printed.
TARGETS = {
    "help": 0.3,
    "cold ask": 6.0,
    "cold ask, peak memory": 1300.0,
    "build": 2.0,
    "warm ask": 60.0,
    "outside encoding": 5.0,
}
_PAGE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Repeated measurements of one thing: median and range, in ``unit``."""

    name: str
    unit: str
    runs: int
    median: float
    low: float
    high: float
    target: float | None = None


def timing(name: str, unit: str, values: Sequence[float]) -> Timing:
    """Summarise measurements."""
    return Timing(
        name,
        unit,
        len(values),
        round(statistics.median(values), 3),
        round(min(values), 3),
        round(max(values), 3),
        TARGETS.get(name),
    )


def measure(runs: int, progress: Callable[[str], None]) -> tuple[Timing, ...]:
    """Measure everything; ``runs`` whole processes of each kind, ten times as many warm questions."""
    found: list[Timing] = []
    kutip = [sys.executable, "-c", "from ui.cli import main; main()"]
    progress("kutip --help")
    found.append(timing("help", "s", [_process([*kutip, "--help"])[0] for _ in range(runs + 2)]))
    progress("cold kutip ask")
    _process([*kutip, "ask", QUESTIONS[0]])  # the first one may unpack the encoder
    cold = [_process([*kutip, "ask", QUESTIONS[0]]) for _ in range(runs)]
    found.append(timing("cold ask", "s", [seconds for seconds, _ in cold]))
    found.append(timing("cold ask, peak memory", "MB", [megabytes for _, megabytes in cold]))
    progress("page start")
    found.append(timing("page start", "s", [_page(kutip) for _ in range(max(2, runs // 2))]))
    progress("index build and warm questions")
    found += _inside(runs)
    return tuple(found)


def _process(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return its wall time in seconds and its peak memory in MB."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    # Linux counts kilobytes, macOS bytes.
    return seconds, usage.ru_maxrss / (1e3 if sys.platform != "darwin" else 1e6)


def _page(kutip: Sequence[str]) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.perf_counter()
    with subprocess.Popen(
        [*kutip, "chat", "--no-browser", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            while time.perf_counter() - started < _PAGE_SECONDS:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                        if page.status == 200:
                            return time.perf_counter() - started
                except (urllib.error.URLError, OSError):
                    time.sleep(0.05)
            raise RuntimeError(f"the page did not answer within {_PAGE_SECONDS:.0f} s")
        finally:
            server.terminate()


def _inside(runs: int) -> list[Timing]:
    from index import SHIPPED, build_index, shipped_index
    from rag import Assistant

    index = shipped_index()
    encoder = index.encoder
    builds = []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs):
            started = time.perf_counter()
            build_index([SHIPPED], Path(folder) / str(run), encoder=encoder)
            builds.append(time.perf_counter() - started)
    assistant = Assistant(index)
    for question in QUESTIONS:
        assistant.ask(question)
    encode, search, rest, total = [], [], [], []
    for _ in range(runs):
        for question in QUESTIONS:
            started = time.perf_counter()
            vector = index.encode(question)
            encoded = time.perf_counter()
            index.search_encoded(question, vector)
            searched = time.perf_counter()
            reply = assistant.ask(question)
            encode.append((encoded - started) * 1e3)
            search.append((searched - encoded) * 1e3)
            total.append(reply.timings.total)
            rest.append(reply.timings.read)
    outside = [t - e for t, e in zip(total, encode, strict=True)]
    return [
        timing("build", "s", builds),
        timing("warm ask", "ms", total),
        timing("encode", "ms", encode),
        timing("search", "ms", search),
        timing("read and choose", "ms", rest),
        timing("outside encoding", "ms", outside),
    ]


def machine() -> dict[str, object]:
    """Describe what the figures were taken on."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
    }


def table(timings: Sequence[Timing]) -> str:
    """Return the timings as a Markdown table."""
    lines = ["| what | median | lowest | highest | runs | to reach |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {t.name} | {t.median:g} {t.unit} | {t.low:g} | {t.high:g} | {t.runs} | "
        f"{f'{t.target:g} {t.unit}' if t.target else ''} |"
        for t in timings
    ]
    return "\n".join(lines)


def as_json(timings: Sequence[Timing]) -> str:
    """Return the timings as JSON."""
    return json.dumps({"machine": machine(), "timings": [asdict(t) for t in timings]}, indent=1)
