"""The exchange workbook, the plan of a merge, and what is told about both."""
