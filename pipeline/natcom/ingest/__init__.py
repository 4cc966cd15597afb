"""The only importers of PDF libraries: a path becomes pages."""
