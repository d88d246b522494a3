"""Kinds of failure, with the words a person reads.

In:   what a stage saw when it could not go on.
Out:  DisclosureError and its kinds: id, title, exit code; the message is Chinese and says
      what, where, what was seen, what was expected, and what to do next.
Promise: a refusal of one document never stops a build; a bad form or reference file stops at once.
"""


class DisclosureError(Exception):
    """Base of every failure that users see without a traceback."""

    id = "error"
    title = "出错"
    exit_code = 1


class Refused(DisclosureError):
    """A document that cannot or must not be read; becomes a row of `documents` with this reason."""

    id = "refused"
    title = "文件未读"
    exit_code = 10

    def __init__(self, kind: str, reason: str):
        """`kind`: a short stable id (empty, encrypted, too_large, ...); `reason`: plain Chinese, with the next step."""
        super().__init__(reason)
        self.kind = kind
        self.reason = reason

    def __reduce__(self):
        return (Refused, (self.kind, self.reason))


class BadForm(DisclosureError):
    """A file of loaders/form or data/reference that breaks its own rules."""

    id = "bad_form"
    title = "表式或参照文件有误"
    exit_code = 11


class StaleCorrection(DisclosureError):
    """A correction whose source no longer reads as it did when the correction was written."""

    id = "stale_correction"
    title = "更正已过时"
    exit_code = 12


class StoreUnusable(DisclosureError):
    """The warehouse cannot be read or written."""

    id = "store_unusable"
    title = "数据库不可用"
    exit_code = 13
