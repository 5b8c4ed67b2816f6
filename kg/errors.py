"""Every error raised on purpose.

ZhituError
├── ArticleError            an article cannot be read; the build reports it and goes on
│   ├── UnreadableError     missing, forbidden, or not a file
│   ├── NotTextError        binary, empty, or in no encoding we know
│   └── TooLargeError       longer than the limit
├── StoreError              the data folder
│   ├── StoreBusyError      another process is writing to it
│   └── StoreVersionError   written by a newer version
├── QueryError              a SPARQL query is not answered
│   ├── QuerySyntaxError    it is malformed; position and reason
│   ├── QueryRefusedError   it asks for what we never do: SERVICE, updates, too deep, too long
│   ├── QueryTimeoutError   it ran past the limit and was stopped
│   ├── QueryFailedError    it used up the memory or the stack of its process
│   ├── ResultTooLargeError its answer is larger than the limit
│   ├── QuotaError          its client has used up its query time
│   └── BusyError           no worker was free in time
├── NotFoundError           no such entity, article or fact
├── ArgumentError           a parameter has a value we cannot use; says which are possible
├── ConflictError           the same text is already there with other metadata
└── InputError              a command's input (overrides, gold, gazetteer) is malformed; file and line
"""

from __future__ import annotations


class ZhituError(Exception):
    """Anything that Zhitu refuses or cannot do; the message says what, where, and what would have been right."""


class ArticleError(ZhituError):
    """An article that cannot be read; a build reports it and goes on with the others."""


class UnreadableError(ArticleError):
    """The path is missing, forbidden, or neither a file nor a folder."""


class NotTextError(ArticleError):
    """The bytes are empty, binary, or in no encoding we know."""


class TooLargeError(ArticleError):
    """The article is longer than the limit."""


class StoreError(ZhituError):
    """The data folder cannot be used."""


class StoreBusyError(StoreError):
    """Another process holds the data folder for writing."""


class StoreVersionError(StoreError):
    """The data folder was written by a newer version of the program."""


class QueryError(ZhituError):
    """A SPARQL query that is not answered."""


class QuerySyntaxError(QueryError):
    """The query is malformed; the message carries line, column and the parser's reason. Both count from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefusedError(QueryError):
    """The query asks for what this service never does, or is larger than it takes."""


class QueryTimeoutError(QueryError):
    """The query ran past its time limit and was stopped."""


class QueryFailedError(QueryError):
    """The query used up the memory or the stack of its process."""


class ResultTooLargeError(QueryError):
    """The answer is larger than the limit, in bytes."""


class QuotaError(QueryError):
    """The client has used up its query time; `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BusyError(QueryError):
    """Every worker is taken and the waiting line is full; `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: float = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotFoundError(ZhituError):
    """There is no such entity, article or fact in the graph."""


class ArgumentError(ZhituError):
    """A parameter has a value that cannot be used; the message lists those that can."""


class ConflictError(ZhituError):
    """The same text is already in the graph with other metadata."""


class InputError(ZhituError):
    """A file given to a command is malformed; the message names file and line."""
