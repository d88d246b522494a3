-- names: every name that may stand in a {place} of a question
-- grain: one row per name; `table.column` tells where a column is held
-- note:  the parts of an address (requests__new__total) are names of their own: an item, an applicant
SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal
UNION SELECT unnest(string_split(column_name, '__')) FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal
UNION SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal
UNION SELECT table_name FROM duckdb_tables() WHERE NOT internal
UNION SELECT view_name FROM duckdb_views() WHERE NOT internal
