"""Errors that a person can act on.

    UserFacingError
    |-- BadArticle          a file that cannot be read as an article
    |-- BadIndex            an index directory that is missing, stale, foreign or damaged
    |-- EncoderUnavailable  a sentence encoder that cannot be loaded here
    |-- BadQuestion         a question that cannot be asked
    `-- BadOption           an option whose value cannot be used

Each carries one sentence that says what was wrong, with which value, and what to do.
Everything else that is raised is a bug and is left to crash.
"""


class UserFacingError(Exception):
    """Say in one sentence what was wrong, the value, and what to do.

    Args:
        message: the sentence, in English.
        indonesian: the same sentence in Indonesian, where readers of the page may see it.
    """

    def __init__(self, message: str, *, indonesian: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.indonesian = indonesian or message

    def in_language(self, language: str) -> str:
        """Return the sentence in ``"id"``; any other language gets English."""
        return self.indonesian if language == "id" else self.message


class BadArticle(UserFacingError):
    """A file that cannot be read as an article."""


class BadIndex(UserFacingError):
    """An index directory that is missing, stale, foreign or damaged."""


class EncoderUnavailable(UserFacingError):
    """A sentence encoder that cannot be loaded here."""


class BadQuestion(UserFacingError):
    """A question that cannot be asked."""


class BadOption(UserFacingError):
    """An option whose value cannot be used."""
