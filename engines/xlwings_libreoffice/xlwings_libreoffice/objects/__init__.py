"""What lies on a sheet: charts, shapes, tables, pages and what is exported."""
