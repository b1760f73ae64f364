"""What the commands of ``kutip eval`` say on stderr while they work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import typer

_SELDOM = 50


def note(step: str) -> None:
    """Say on stderr what is being done."""
    typer.echo(f"{step} ...", err=True)


@contextlib.contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextlib.contextmanager
def steps_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on stderr that names the step it is at; where that is no terminal, a line now and then."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step, done, total: note(f"{step}: {done} of {total}") if done % _SELDOM == 0 else None
        return
    with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=console) as bar:
        task = bar.add_task("")
        yield lambda step, done, total: bar.update(task, description=step, completed=done, total=total)
