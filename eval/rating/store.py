"""The store: one SQLite file with a batch, its people, every rating ever given, and readers' flags.

Ratings and flags are only ever added: the file itself refuses to change or drop one, and what counts is the latest.
Each is on disk before the page is told so; a process that is killed loses at most the click on its way.
Several processes may write at once.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import hmac
import secrets
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.rating.batch import Batch, parse, written
from eval.rating.rating import Rating
from index.errors import UserFacingError

# A page left open to everybody must not fill the disk.
MOST_FLAGS = 20_000
ROLES = ("rater", "adjudicator")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS batch (only INTEGER PRIMARY KEY CHECK (only = 1), hash TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS people (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, token TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS ratings (
  number INTEGER PRIMARY KEY AUTOINCREMENT, click TEXT NOT NULL, rater TEXT NOT NULL, unit TEXT NOT NULL,
  step TEXT NOT NULL, value TEXT NOT NULL, reason TEXT, note TEXT, seconds REAL NOT NULL, at TEXT NOT NULL,
  guideline TEXT NOT NULL, received TEXT NOT NULL, UNIQUE (rater, click));
CREATE INDEX IF NOT EXISTS ratings_of ON ratings (rater, unit);
CREATE TABLE IF NOT EXISTS flags (
  number INTEGER PRIMARY KEY AUTOINCREMENT, reply TEXT NOT NULL, history TEXT NOT NULL, article TEXT,
  article_sha256 TEXT, sentence INTEGER, reason TEXT NOT NULL, note TEXT, at TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS ratings_stay BEFORE UPDATE ON ratings BEGIN SELECT RAISE(ABORT, 'ratings stay'); END;
CREATE TRIGGER IF NOT EXISTS ratings_keep BEFORE DELETE ON ratings BEGIN SELECT RAISE(ABORT, 'ratings stay'); END;
CREATE TRIGGER IF NOT EXISTS flags_stay BEFORE UPDATE ON flags BEGIN SELECT RAISE(ABORT, 'flags stay'); END;
CREATE TRIGGER IF NOT EXISTS flags_keep BEFORE DELETE ON flags BEGIN SELECT RAISE(ABORT, 'flags stay'); END;
"""


class BadStore(UserFacingError):
    """A file that is no store, or lacks what is asked of it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A reader's mark on a reply: the ``reply`` as the contract's JSON, the sentence meant (or None), and why."""

    reply: str
    history: str
    article: str | None
    article_sha256: str | None
    sentence: int | None
    reason: str
    note: str | None
    at: str


class Store:
    """A store file, to be used from any thread; closes when it is no longer referred to.

    Args:
        path: the file.
        durable: whether each change waits for the disk, to outlast a loss of power; a killed process loses nothing
            either way.
    """

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path = path
        self._durable = durable
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def create(cls, path: Path, batch: Batch, *, durable: bool = True) -> Store:
        """Make a store for a batch.

        Raises:
            BadStore: something stands there already.
        """
        if path.exists():
            raise BadStore(f"{path} exists already and may hold ratings: choose another --out, or move it away.")
        store = cls(path, durable=durable)
        with store._open(create=True) as connection:
            connection.execute("INSERT INTO batch VALUES (1, ?, ?)", (batch.hash, written(batch)))
        return store

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a batch's store; the path of its JSON file will do.

        Raises:
            BadStore: there is none.
        """
        store = cls(path.with_suffix(".sqlite") if path.suffix == ".json" else path)
        if not store.path.is_file():
            raise BadStore(f"There is no store {store.path}: make one with 'kutip eval rate new --out BATCH.json'.")
        with store._open():
            return store

    @classmethod
    def for_flags(cls, path: Path) -> Store:
        """Open a store that flags are added to; it is made where there is none, and may hold a batch.

        Raises:
            BadStore: it cannot be made, or is none.
        """
        store = cls(path)
        with store._open(create=True):
            return store

    @contextlib.contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                if self._connection is None:
                    self._connection = self._connected(create=create)
                with self._connection:
                    yield self._connection
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise BadStore(f"{self.path} cannot be used as a store ({error}): give one made by Kutip.") from error

    def _connected(self, *, create: bool) -> sqlite3.Connection:
        # Kept open: closing the last connection folds the log into the file, which is slow after every click.
        connection = sqlite3.connect(self.path, timeout=20, check_same_thread=False)
        weakref.finalize(self, connection.close)
        connection.execute(f"PRAGMA synchronous={'FULL' if self._durable else 'NORMAL'}")
        if create:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_SCHEMA)
            self.path.chmod(0o600)
        elif not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'ratings'").fetchone():
            raise BadStore(f"{self.path} holds no ratings: give a store made by 'kutip eval rate new'.")
        return connection

    def batch(self) -> Batch:
        """Return the batch.

        Raises:
            BadStore: the store holds none.
        """
        with self._open() as connection:
            row = connection.execute("SELECT body FROM batch").fetchone()
        if row is None:
            raise BadStore(f"{self.path} holds flags but no batch: give a store made by 'kutip eval rate new'.")
        return parse(row[0], str(self.path))

    def admit(self, name: str, role: str = "rater") -> str:
        """Let somebody sign in and return his token, which is not kept; an earlier token of his stops working.

        Raises:
            BadStore: the name cannot be used, or is another role's.
        """
        if not 1 <= len(name) <= 40 or not name.isprintable() or name != name.strip():
            raise BadStore(f"The name {name!r} cannot be used: give 1 to 40 printable characters.")
        if role not in ROLES:
            raise BadStore(f"There is no role {role!r}: choose {' or '.join(ROLES)}.")
        other = next((p for p in self.people() if p.name == name and p.role != role), None)
        if other is not None:
            raise BadStore(f"{name} is {other.role} here, and may not be {role} too: choose another name.")
        token = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(5))
        with self._open() as connection:
            connection.execute(
                "INSERT INTO people (name, role, token, at) VALUES (?, ?, ?, ?)",
                (name, role, _hashed(name, token), now()),
            )
        return token

    def people(self) -> tuple[Person, ...]:
        """Return who may sign in, in the order of their first token."""
        with self._open() as connection:
            rows = connection.execute("SELECT name, role FROM people ORDER BY number").fetchall()
        return tuple(Person(*row) for row in dict.fromkeys(rows))

    def sign_in(self, name: str, token: str) -> Person | None:
        """Return who it is, or None where name and token do not belong together."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT role, token FROM people WHERE name = ? ORDER BY number DESC LIMIT 1", (name,)
            ).fetchone()
        role, kept = row or ("", "")
        right = hmac.compare_digest(_hashed(name, token.strip().lower()), kept)
        return Person(name, role) if right else None

    def add(self, ratings: Iterable[Rating]) -> int:
        """Add ratings, whole or not at all, and return how many were new: a click sent twice counts once."""
        received = now()
        rows = [(r.click, r.rater, r.unit, r.step, r.value, r.reason, r.note, r.seconds, r.at, r.guideline, received)
                for r in ratings]  # fmt: skip
        with self._open() as connection:
            before = connection.total_changes
            connection.executemany(
                "INSERT OR IGNORE INTO ratings (click, rater, unit, step, value, reason, note, seconds, at, guideline, "
                "received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            return connection.total_changes - before

    def ratings(self, rater: str | None = None) -> tuple[Rating, ...]:
        """Return every rating in the order it came in, or one person's."""
        query = "SELECT click, rater, unit, step, value, reason, note, seconds, at, guideline FROM ratings"
        with self._open() as connection:
            rows = (
                connection.execute(f"{query} ORDER BY number")
                if rater is None
                else connection.execute(f"{query} WHERE rater = ? ORDER BY number", (rater,))
            ).fetchall()
        return tuple(Rating(*row) for row in rows)

    def flag(self, flag: Flag) -> None:
        """Add a reader's flag.

        Raises:
            BadStore: there are as many as a store holds.
        """
        with self._open() as connection:
            if connection.execute("SELECT count(*) FROM flags").fetchone()[0] >= MOST_FLAGS:
                raise BadStore(f"{self.path} holds {MOST_FLAGS:,} flags already: give --flags another file.")
            connection.execute(
                "INSERT INTO flags (reply, history, article, article_sha256, sentence, reason, note, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (flag.reply, flag.history, flag.article, flag.article_sha256, flag.sentence, flag.reason, flag.note,
                 flag.at),
            )  # fmt: skip

    def flags(self) -> tuple[Flag, ...]:
        """Return every flag in the order it came in."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT reply, history, article, article_sha256, sentence, reason, note, at FROM flags ORDER BY number"
            ).fetchall()
        return tuple(Flag(*row) for row in rows)


def latest(ratings: Sequence[Rating]) -> Mapping[str, Mapping[str, Rating]]:
    """Return one person's ratings that count, unit -> step -> rating."""
    found: dict[str, dict[str, Rating]] = {}
    for rating in ratings:
        found.setdefault(rating.unit, {})[rating.step] = rating
    return found


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _hashed(name: str, token: str) -> str:
    # The token is drawn, not chosen: 99 bits need no slow hash.
    return hashlib.sha256(f"kutip rater\0{name}\0{token}".encode()).hexdigest()
