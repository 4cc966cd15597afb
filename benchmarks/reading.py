"""How long reading takes beside pdfplumber alone, and how much memory, in paired runs of fresh processes.

    python benchmarks/reading.py REPORT.pdf [--runs 5]

`pdfplumber`: extract_text and extract_tables on every page, no more. `natcom`: ingest, layout, sections, paragraphs,
figures, references, footnotes, abbreviations. `pictures`: the same, and all figures cut out as PNG. Process start and
imports are not counted. Each round runs all three one after the other; the ratios are of runs of one round, since
machines drift, and their median is what counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter


def read_with_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def read_with_natcom(path: Path, *, pictures: bool) -> None:
    from natcom.config import load_config
    from natcom.run import RunOptions, read_text

    result = read_text([path], load_config(), RunOptions(pictures=pictures), lambda *_: None)
    for _ in result.images:
        pass


TASKS = {
    "pdfplumber": read_with_pdfplumber,
    "natcom": lambda path: read_with_natcom(path, pictures=False),
    "pictures": lambda path: read_with_natcom(path, pictures=True),
}


def measure(task: str, path: Path) -> dict[str, float]:
    """Seconds of one run after imports, and the process's peak memory in MB, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(path), "--task", task], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--task", choices=list(TASKS))
    args = parser.parse_args()
    if args.task:
        import pdfplumber  # noqa: F401  imports are not counted

        import natcom.ingest.pictures
        import natcom.run  # noqa: F401

        start = perf_counter()
        TASKS[args.task](args.report)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": perf_counter() - start, "peak_mb": peak}))
        return
    rounds = [{task: measure(task, args.report) for task in TASKS} for _ in range(args.runs)]
    print("| | seconds (median) | to pdfplumber (median, range) | peak memory MB |\n|---|---|---|---|")
    for task in TASKS:
        ratios = sorted(r[task]["seconds"] / r["pdfplumber"]["seconds"] for r in rounds)
        seconds, peak = median(r[task]["seconds"] for r in rounds), max(r[task]["peak_mb"] for r in rounds)
        print(f"| {task} | {seconds:.2f} | {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) | {peak:.0f} |")


if __name__ == "__main__":
    main()
