"""Makes the sample reports of this folder: each PDF and its gold file from one marked-up source.

    python raw/make_samples.py            writes the PDFs, the gold files, the planted changes and faults
    python raw/make_samples.py --check    proves them against the sources; needs no typesetter and no font

Typesetting needs typst, weasyprint, pillow, numpy, font-source-serif-pro, and Debian's package fonts-noto-cjk.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from sampling.changes import find_changes
from sampling.check import check_report, check_text_layer
from sampling.gold import make_gold
from sampling.markup import read_report
from sampling.model import Report

RAW = Path(__file__).parent
SOURCE = RAW / "source"
EDITIONS = ("2021", "2024")
NAMES = (*EDITIONS, "en")


def descriptions(reports: dict[str, Report]) -> dict[str, str]:
    """The content of every JSON file beside the PDFs, by file name."""
    faults = read_faults()
    old, new = (reports[edition] for edition in EDITIONS)
    changes = {"old": old.meta["id"], "new": new.meta["id"], "changes": find_changes(old, new)}
    files: dict[str, Any] = {f"sample-nc-{name}.gold.json": make_gold(report) for name, report in reports.items()}
    files |= {"sample-nc.changes.json": changes, "sample-nc-2024.faults.json": {"faults": faults}}
    return {name: json.dumps(content, ensure_ascii=False, indent=1) + "\n" for name, content in files.items()}


def read_faults() -> list[dict[str, Any]]:
    """The mistakes planted in the later edition."""
    faults: list[dict[str, Any]] = tomllib.loads((SOURCE / "nc-2024.faults.toml").read_text("utf-8"))["fault"]
    return faults


def typeset(reports: dict[str, Report]) -> None:
    """Writes the PDFs, and the pictures that they show."""
    from sampling import chinese, english, pictures

    (SOURCE / "pictures").mkdir(exist_ok=True)
    for scene in pictures.SCENES:
        (SOURCE / "pictures" / f"{scene}.jpg").write_bytes(pictures.picture(scene))
    for name, report in reports.items():
        if name == "en":
            pdf = english.set_with_weasyprint(report, SOURCE / "report.html.j2")
        else:
            pdf = chinese.set_with_typst(report, SOURCE / "report.typ")
        (RAW / f"sample-nc-{name}.pdf").write_bytes(pdf)


def check(reports: dict[str, Report]) -> list[str]:
    """Everything wrong with the sources, with the gold they give, and with the files on disk."""
    faults = read_faults()
    complaints = []
    for name, report in reports.items():
        complaints += [f"{name}: {line}" for line in check_report(report, faults if name == "2024" else [])]
        complaints += [f"{name}: {line}" for line in check_text_layer(report, RAW / f"sample-nc-{name}.pdf")]
    for name, content in descriptions(reports).items():
        path = RAW / name
        if not path.exists() or path.read_text("utf-8") != content:
            complaints.append(f"{name} is not what the sources give: run make_samples.py")
    return complaints


def main(arguments: list[str] | None = None) -> int:
    """Writes or checks the samples; 1 where a check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="check the files instead of writing them")
    options = parser.parse_args(arguments)
    reports = {name: read_report(SOURCE / f"nc-{name}.txt") for name in NAMES}
    if not options.check:
        typeset(reports)
        for name, content in descriptions(reports).items():
            (RAW / name).write_text(content, "utf-8", newline="\n")
    complaints = check(reports)
    for line in complaints:
        print(line, file=sys.stderr)
    print(f"{len(complaints)} complaints about {len(reports)} samples")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
