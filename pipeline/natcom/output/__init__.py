"""Writers: CSV, JSON, workbook, data package, databases. Sorted and stable to the byte."""
