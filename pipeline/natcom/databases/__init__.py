"""Loading output folders into DuckDB, PostgreSQL and Parquet."""

from natcom.databases.loading import LoadReport, load
from natcom.databases.replacing import Counts
from natcom.databases.targets import DEFAULT_URL, Target, parse_target

__all__ = ["DEFAULT_URL", "Counts", "LoadReport", "Target", "load", "parse_target"]
