-- labels: what each address is called
-- grain:  one row per address
SELECT table_id, item_id, column_id, label, unit, kind, position FROM items ORDER BY position
