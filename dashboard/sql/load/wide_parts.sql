-- wide_parts: the districts that are a child of an area whose sums are kept
-- grain: one row per district
SELECT DISTINCT child_id FROM lineage JOIN wide USING (area_id) WHERE child_id <> area_id
