"""Compare two or more editions: the one place where all parts come together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from natcom.comparison.classify import Delta, delta_of
from natcom.comparison.ledger import restatements
from natcom.comparison.load import EditionView, read_edition, view_of
from natcom.comparison.pairing import Draft, Pairing
from natcom.comparison.records import CellSide, Change, Comparison, FactSide, IndicatorSide, Origin, ParagraphSide, Side
from natcom.comparison.series import time_lines
from natcom.comparison.structure import paragraph_changes, section_changes
from natcom.comparison.tables import figure_changes, table_changes
from natcom.comparison.values import fact_changes, indicator_changes
from natcom.comparison.words import squeeze
from natcom.config import default_directory
from natcom.config.compare import CompareConfig, read_compare
from natcom.errors import ConfigError
from natcom.identity import Ids
from natcom.records import Extraction

PARTS: tuple[Callable[[Pairing], Iterator[Draft]], ...] = (
    section_changes,
    paragraph_changes,
    figure_changes,
    table_changes,
    fact_changes,
    indicator_changes,
)
ORDER = ("section", "paragraph", "figure", "table", "cell", "fact", "indicator")


def compare(
    *editions: EditionView | Extraction | str | Path, tolerance: float = 0.0, configs: Path | None = None
) -> Comparison:
    """Compare two or more editions, each with the next: output folders, gold files, or extractions in memory.

    Values that differ by no more than `tolerance` (a share of the larger one) count as equal.

    Raises:
        ConfigError: there are fewer than two editions, or the configuration cannot be understood.
        InputError: an edition cannot be read.
    """
    config = with_tolerance(read_compare(configs or default_directory()), tolerance)
    return compare_editions([_view(edition) for edition in editions], config)


def with_tolerance(config: CompareConfig, tolerance: float) -> CompareConfig:
    """The configuration with values equal within this share, where that is more than its own.

    Raises:
        ConfigError: the share is not from 0 to less than 1.
    """
    if not 0 <= tolerance < 1:
        raise ConfigError(f"The tolerance is a share of the value, from 0 to less than 1; {tolerance} is not.")
    return config.model_copy(update={"equal_values": max(config.equal_values, tolerance)})


def _view(edition: EditionView | Extraction | str | Path) -> EditionView:
    if isinstance(edition, Extraction):
        return view_of(edition)
    return edition if isinstance(edition, EditionView) else read_edition(Path(edition))


def compare_editions(editions: Sequence[EditionView], config: CompareConfig) -> Comparison:
    """Compare each edition with the next, in the order given.

    Comparing an edition with itself gives no changes; comparing them the other way round gives the same changes with
    added and removed, split and merged, old and new swapped and the signs turned.

    Raises:
        ConfigError: there are fewer than two editions.
    """
    if len(editions) < 2:
        raise ConfigError("Name at least two editions to compare.")
    pairings = [_pairing(old, new, config) for old, new in pairwise(editions)]
    changes = tuple(change for pairing in pairings for change in _changes(pairing))
    return Comparison(
        editions=tuple(view.note for view in editions),
        changes=changes,
        restatements=restatements(changes, editions, config),
        series=time_lines(editions, pairings, config),
    )


def _pairing(old: EditionView, new: EditionView, config: CompareConfig) -> Pairing:
    """The two editions, always the same way round: so what is found does not depend on which is called old."""
    return Pairing(new, old, config, turned=True) if old.digest > new.digest else Pairing(old, new, config)


def _changes(pairing: Pairing) -> tuple[Change, ...]:
    """All changes, by kind as ORDER has them, each kind in reading order; none between an edition and itself."""
    if pairing.old.digest == pairing.new.digest:
        return ()
    found = [draft for part in PARTS for draft in part(pairing)]
    old, new = pairing.old, pairing.new
    if pairing.turned:
        old, new, found = new, old, [draft.mirrored() for draft in found]
    ids = Ids(f"{old.note.document_id}..{new.note.document_id}")
    return tuple(_finish(draft, old, new, pairing.config, ids) for draft in sorted(found, key=_place(old, new)))


def _finish(draft: Draft, old: EditionView, new: EditionView, config: CompareConfig, ids: Ids) -> Change:
    unplaced = {"id", "boxes", "page", "page_label"}
    delta = delta_of(*draft.values, config) if draft.values else Delta(None, None, None)
    sides = [side.model_dump_json(exclude=unplaced) if side else "" for side in (draft.old, draft.new)]
    return Change(
        change_id=ids.make("change", draft.what, draft.change, *sides),
        what=draft.what,
        change=draft.change,
        class_="dropped"
        if draft.change == "removed"
        else draft.cause,  # that its series goes on is said of what is new
        origin=_origin(draft, old, new),
        old_document=old.note.document_id,
        new_document=new.note.document_id,
        old=draft.old,
        new=draft.new,
        delta=delta.delta,
        relative=delta.relative,
        unit=delta.unit,
        differences=draft.differences,
        parts=draft.parts,
    )


def _origin(draft: Draft, old: EditionView, new: EditionView) -> Origin:
    """Whether the report changed, or the extractor that read it.

    One file read twice cannot have changed. Two files read by one version of the code with one configuration have.
    Else what is printed decides: where it differs the report does; a value read otherwise from the same print is the
    extractor's doing if the code is another; and what only one edition holds may be either.
    """
    a, b = old.note, new.note
    if a.sha256 and a.sha256 == b.sha256:
        return "extractor"
    if (a.code_version, a.config_hash) == (b.code_version, b.config_hash):
        return "source"
    if draft.old is None or draft.new is None:
        return "source" if a.code_version == b.code_version else "unclear"
    if printed(draft.old) != printed(draft.new):
        return "source"
    return "extractor" if a.code_version != b.code_version else "unclear"


def printed(side: Side) -> str:
    """What stands on the page on this side of a change, as it is compared."""
    if isinstance(side, CellSide | ParagraphSide):
        return squeeze(side.text)
    if isinstance(side, FactSide):
        return squeeze(side.context)
    if isinstance(side, IndicatorSide):
        return squeeze(side.quote)
    return side.model_dump_json(exclude={"id", "boxes", "page", "page_label"})


def _place(old: EditionView, new: EditionView) -> Callable[[Draft], tuple[int, int, int, int, str]]:
    """A sort key: by kind, then by where it stands in the new edition, or in the old one if it is there no more."""
    orders = _order(old), _order(new)

    def key(draft: Draft) -> tuple[int, int, int, int, str]:
        side = draft.new or draft.old
        order = orders[0 if draft.new is None else 1]
        where = side.section if isinstance(side, ParagraphSide) else side.id if side else None
        first = next((n for f in ("seq", "row") if (n := getattr(side, f, None)) is not None), 0)
        return ORDER.index(draft.what), order.get(where or "", 0), first, getattr(side, "col", 0), draft.change

    return key


def _order(view: EditionView) -> dict[str, int]:
    """The place of each record, and of each section's path, in reading order; a table's values stand where it does."""
    result: dict[str, int] = {}
    for at, section in enumerate(view.sections):
        result[section.section_id] = result[section.path] = at
    named = [(f.figure_id, n) for n, f in enumerate(view.figures)] + [
        (t.table_id, n) for n, t in enumerate(view.tables)
    ]
    result.update(named)
    result.update({v.value_id: result.get(v.table_id, 0) for v in view.table_values})
    result.update({f.fact_id: n for n, f in enumerate(view.facts)})
    result.update({i.indicator_value_id: n for n, i in enumerate(view.indicators)})
    return result
