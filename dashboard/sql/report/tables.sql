-- tables: what the statutory tables are called
-- grain:  one row per table, the newest edition's name
SELECT table_id, max_by(table_label, edition) AS label FROM form_cells GROUP BY table_id ORDER BY table_id
