-- form:   how one edition prints its tables
-- grain:  one row per printed cell, in printed order
-- params: $edition
SELECT * FROM form_cells WHERE edition = $edition ORDER BY table_id, block, "row", col
