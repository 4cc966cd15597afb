"""The geometry of ruled areas, known to layout (where is a table?) and to the tables stage (what are its cells?)."""
