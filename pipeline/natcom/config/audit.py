"""What the self-audit of a report needs: tolerances (`configs/checks.toml`) and words (`configs/languages/*.toml`)."""

from __future__ import annotations

from natcom.config._toml import Settings


class AuditSettings(Settings):
    """Tolerances of the self-audit."""

    quote_length: int
