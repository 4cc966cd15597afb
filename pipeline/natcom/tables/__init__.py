"""Tables: where they stand on a page, what their cells are, and which parts over pages are one."""
