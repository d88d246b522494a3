-- areas: which areas a district lies in, and by which child of that area
-- grain: one row per district and area around it
SELECT area_id, child_id, district_id FROM lineage ORDER BY area_id, child_id, district_id
