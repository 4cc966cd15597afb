"""Loading output folders into DuckDB, PostgreSQL and Parquet."""

from natcom.output.databases.loading import LoadReport, load
from natcom.output.databases.replacing import Counts
from natcom.output.databases.targets import DEFAULT_URL, Target, parse_target

__all__ = ["DEFAULT_URL", "Counts", "LoadReport", "Target", "load", "parse_target"]
