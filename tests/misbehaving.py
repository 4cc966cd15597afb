"""A worker that behaves as it is told to, badly for the most part."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any


def _say(message: Any) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Read a request and do what its `do` says."""
    request = json.loads(sys.stdin.buffer.readline())
    if request["do"] != "promise":
        _say({"progress": ["ingest", 1, 3]})
    match request["do"]:
        case "answer":
            _say({"result": {"echo": request["text"]}, "bytes": 5})
            sys.stdout.buffer.write(b"12345")
            sys.stdout.buffer.flush()
        case "raise":
            _say({"error": request["error"], "message": "as told"})
        case "abort":
            os.abort()
        case "exit":
            os._exit(7)
        case "hang":
            time.sleep(600)
        case "dawdle":
            while True:
                _say({"progress": ["ingest", 1, 3]})
                time.sleep(0.05)
        case "promise":
            _say({"allowance": [60, 0.5]})
            _say({"allowance": [60, 60]})
            time.sleep(600)
        case "babble":
            sys.stdout.buffer.write(b"\xff not a message\n")
            sys.stdout.buffer.flush()
            time.sleep(600)
        case "where":
            _say({"result": {"pid": os.getpid(), "path": sys.path}})
    sys.stdout.buffer.flush()
