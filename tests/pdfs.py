"""Small PDFs made by hand, so that every way in which one can be wrong can be made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")  # ISO 32000-1, 7.6.3.3
FILE_ID = b"0123456789abcdef"
PERMISSIONS = (-4).to_bytes(4, "little", signed=True)


def pdf(pages: Sequence[str] = ("8.1 Cooperation",), password: str | None = None) -> bytes:
    """A PDF with a page for each text (an empty one has no text at all), locked where a password is given."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    lock = _Lock(password) if password is not None else None
    for number, text in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        content = f"BT /F1 12 Tf 72 740 Td ({text}) Tj ET".encode() if text else b""
        content = lock.encrypt(content, 5 + 2 * number) if lock else content
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects, lock)


def tagged_pdf(pages: Sequence[Sequence[tuple[float, float, str]]], elements: Sequence[str]) -> bytes:
    """A PDF with a structure tree: each page's texts by x and height above its foot, each its own marked content.

    `elements` are dictionaries, the root's first; in them `{e[1]}` is the second element, `{p[0]}` the first page.
    """
    first = 4 + 2 * len(pages)
    names = {
        "e": [f"{first + n} 0 R" for n in range(len(elements))],
        "p": [f"{4 + 2 * n} 0 R" for n in range(len(pages))],
    }
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot {first} 0 R>>".encode(),
        f"<</Type/Pages/Kids[{' '.join(names['p'])}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, texts in enumerate(pages):
        content = "\n".join(
            f"/P <</MCID {n}>> BDC BT /F1 10 Tf {x} {y} Td ({text}) Tj ET EMC" for n, (x, y, text) in enumerate(texts)
        ).encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    objects += [element.format(**names).encode() for element in elements]
    return _file(objects, None)


def _file(objects: Sequence[bytes], lock: _Lock | None) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"/Size %d/Root 1 0 R/ID[<%s><%s>]" % (len(objects) + 1, FILE_ID.hex().encode(), FILE_ID.hex().encode())
    if lock:
        trailer += b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (
            lock.owner.hex().encode(),
            lock.user.hex().encode(),
        )
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return body + head + table + b"trailer<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(body))


class _Lock:
    """The standard security handler, revision 2 (ISO 32000-1, 7.6.3): RC4 with 40 bits."""

    def __init__(self, password: str) -> None:
        padded = (password.encode() + PADDING)[:32]
        self.owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        self.key = hashlib.md5(padded + self.owner + PERMISSIONS + FILE_ID).digest()[:5]
        self.user = _rc4(self.key, PADDING)

    def encrypt(self, content: bytes, number: int) -> bytes:
        return _rc4(hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], content)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
