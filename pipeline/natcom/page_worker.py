"""The process that renders pages of one PDF: a file that makes the renderer crash ends there, not here."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

from natcom.errors import NatcomError
from natcom.worker import Channel, limit_memory

WEBP_QUALITY = 60  # text stays sharp, and a page takes some 50 kB


def main() -> None:
    """Read `{"path", "pages", "dpi", "memory_mb"}` from the standard input; answer with the pictures in a row.

    The request may also hold a `quality` (of WebP, from 1 to 100) and a `password`. The answer's result is
    `{"pages": [[page, width, height, bytes]]}`, sizes of pages in points as displayed.
    """
    request = json.loads(sys.stdin.buffer.readline())
    channel = Channel(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        limit_memory(request["memory_mb"])
        pages, payload = _render(request, channel)
        channel.send({"result": {"pages": pages}, "bytes": len(payload)}, payload)
    except NatcomError as error:
        channel.send({"error": type(error).__name__, "message": str(error)})
    sys.stderr.flush()
    os._exit(0)


def _render(request: dict[str, Any], channel: Channel) -> tuple[list[list[float]], bytes]:
    from natcom.ingest.pictures import opened, render

    path, listed, payload = Path(request["path"]), [], io.BytesIO()
    quality = request.get("quality", WEBP_QUALITY)
    with opened(path, request.get("password", "")) as document:
        for done, number in enumerate(request["pages"]):
            if not 1 <= number <= len(document):
                continue
            picture, scale = render(document, number, request["dpi"])
            before = payload.tell()
            picture.save(payload, "WEBP", quality=quality)
            size = payload.tell() - before
            listed.append([number, round(picture.width / scale, 2), round(picture.height / scale, 2), size])
            channel.progress("pictures", done + 1, len(request["pages"]))
    return listed, payload.getvalue()
