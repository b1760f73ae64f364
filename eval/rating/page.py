"""The raters' page: one HTML page, and an API that gives each person his own work and nothing of anybody else's.

A plain ASGI app, reached by name (the ``kutip.rating`` entry points) and put under ``/rate`` of a server that guards
it: bodies, rates, hosts and origins are the guard's concern. Every request carries name and token in headers of its
own, which no other site can make a browser send; nothing is kept in cookies or memory.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from eval.rating import guideline
from eval.rating.adjudication import Case, cases, raters_of, to_adjudicate
from eval.rating.batch import Batch
from eval.rating.order import order_for
from eval.rating.rating import BadRating, Rating, read_rating
from eval.rating.store import Person, Store, latest

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

HERE = Path(__file__).parent
# Ratings in one request: a browser that was offline sends what it kept.
_MOST_AT_ONCE = 200


def rating_app(path: str) -> ASGIApp:
    """Return the page over a store.

    Raises:
        BadStore: there is no store with a batch at ``path``.
    """
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    store = Store.open(Path(path))
    desk = Desk(store, store.batch())

    async def page(request: Request) -> Response:
        return Response(page_html({"mode": "online"}), media_type="text/html")

    def file(name: str, kind: str) -> Any:
        async def serve(request: Request) -> Response:
            return Response((HERE / name).read_text("utf-8"), media_type=kind)

        return serve

    async def call(request: Request) -> Response:
        action = request.path_params["action"]
        try:
            body = json.loads(await request.body() or b"null")
        except ValueError:
            return JSONResponse({"detail": "The request is not JSON."}, 400)
        name, token = (unquote(request.headers.get(f"x-kutip-{key}", "")) for key in ("rater", "token"))
        status, answer = await run_in_threadpool(desk.call, action, name, token, body)
        return JSONResponse(answer, status, {"Cache-Control": "no-store"})

    return Starlette(
        routes=[
            Route("/", page),
            Route("/rate.js", file("rate.js", "text/javascript")),
            Route("/rate.css", file("rate.css", "text/css")),
            Route("/api/{action}", call, methods=["POST"]),
        ]
    )


def page_html(setup: dict[str, Any], style: str | None = None, script: str | None = None) -> str:
    """Return the page with its setup; style and script stand inside where they are given."""
    html = (HERE / "rate.html").read_text("utf-8")
    # "<" would let a text end the script element it stands in.
    inside = json.dumps(setup, ensure_ascii=False).replace("<", "\\u003c")
    html = html.replace("__SETUP__", inside)
    if style is not None and script is not None:
        html = html.replace('<link rel="stylesheet" href="rate.css">', f"<style>{style}</style>")
        html = html.replace('<script src="rate.js" defer></script>', f"<script>{script}</script>")
    return html


class Desk:
    """What the page's requests do: each is a name, a token and a body, and gives a status and a JSON answer."""

    def __init__(self, store: Store, batch: Batch) -> None:
        self._store = store
        self._batch = batch

    def call(self, action: str, name: str, token: str, body: object) -> tuple[int, dict[str, Any]]:
        """Do what is asked for, if name and token belong together and the role may."""
        person = self._store.sign_in(name, token)
        if person is None:
            return 401, {"detail": "Name and token do not belong together."}
        if action in ("sign-in", "work"):
            return 200, self._work(person)
        if action == "ratings":
            return self._save(person, body)
        if action == "both" and person.role == "adjudicator":
            return self._both(person, body)
        return 403, {"detail": "That is not yours to see."}

    def _work(self, person: Person) -> dict[str, Any]:
        mine = {
            unit: {step: [r.value, r.reason, r.note] for step, r in of.items()}
            for unit, of in latest(self._store.ratings(person.name)).items()
        }
        work: dict[str, Any] = {"name": person.name, "role": person.role, "hash": self._batch.hash}
        work |= {"guideline": guideline.as_json(), "batch": self._batch.view, "given": mine}
        if person.role == "rater":
            return work | {"order": order_for(self._batch, person.name)}
        return work | {"cases": [[c.unit, c.step] for c in self._cases()]}

    def _save(self, person: Person, body: object) -> tuple[int, dict[str, Any]]:
        if not isinstance(body, list) or not 1 <= len(body) <= _MOST_AT_ONCE:
            return 400, {"detail": f"Send a list of 1 to {_MOST_AT_ONCE} ratings."}
        try:
            ratings = [read_rating(r, person.name, self._batch, adjudicates=person.role == "adjudicator") for r in body]
            if person.role == "adjudicator":
                self._in_turn(person, ratings)
        except BadRating as error:
            return 400, {"detail": error.message}
        return 200, {"saved": self._store.add(ratings)}

    def _in_turn(self, person: Person, ratings: list[Rating]) -> None:
        """Refuse what is no case, and a final word before a first one, which would not be blind.

        Raises:
            BadRating: it is refused.
        """
        known = {(c.unit, c.step) for c in self._cases()}
        said = {(r.unit, r.step): r.click for r in self._store.ratings(person.name)}
        for rating in ratings:
            place = (rating.unit, rating.step.split(":")[-1])
            if place not in known:
                raise BadRating(f"{rating.step!r} of unit {rating.unit} is not for the adjudicator.")
            if ":" in rating.step and place not in said:
                raise BadRating(f"Choose at {place[1]!r} of unit {rating.unit} before seeing the ratings.")
            if ":" not in rating.step and said.get(place, rating.click) != rating.click:
                raise BadRating(f"The first choice at {place[1]!r} of unit {rating.unit} was made, and stays.")

    def _cases(self) -> tuple[Case, ...]:
        return to_adjudicate(self._batch, cases(self._batch, tuple(raters_of(self._store).values())))

    def _both(self, person: Person, body: object) -> tuple[int, dict[str, Any]]:
        """Show what the raters said, without names, to an adjudicator who has chosen."""
        place = (body.get("unit"), body.get("step")) if isinstance(body, dict) else (None, None)
        if place not in {(r.unit, r.step) for r in self._store.ratings(person.name)}:
            return 403, {"detail": "Choose first; then the ratings are shown."}
        found = next((c for c in self._cases() if (c.unit, c.step) == place), None)
        if found is None:
            return 404, {"detail": "There is no such case."}
        # In the order of the values: neither rater is always the first.
        return 200, {"values": sorted(v or "" for v in found.values)}
