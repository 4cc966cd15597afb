"""One finder for each kind of evidence: page evidence in, tables' zones out."""
