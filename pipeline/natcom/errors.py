"""The exceptions of natcom. An exception means that we cannot go on; what looks wrong in a report is a finding.

NatcomError
├── ConfigError        a configuration or a command that cannot be understood            (exit code 2)
├── InputError         an input that cannot be read                                      (exit code 3)
│   ├── UnreadablePdf  not a PDF, truncated, or beyond the limits set for one document
│   ├── EncryptedPdf   a password is needed, or the one given is wrong
│   └── NoTextLayer    a scan: there are no characters to read
└── OutputError        an output that cannot be written                                  (exit code 3)
"""

from __future__ import annotations


class NatcomError(Exception):
    """Base of all errors of natcom. Its text is one clear sentence for the user, with what to do."""

    exit_code = 3


class ConfigError(NatcomError):
    """A configuration file, or a combination of options, that cannot be understood."""

    exit_code = 2


class InputError(NatcomError):
    """An input that cannot be read."""


class UnreadablePdf(InputError):
    """The file is not a PDF, is damaged, or goes beyond the limits set for one document."""


class EncryptedPdf(InputError):
    """The PDF needs a password, or the one given is wrong."""


class NoTextLayer(InputError):
    """The PDF holds pictures of pages only; reading it needs the OCR extra."""


class OutputError(NatcomError):
    """The output cannot be written."""
