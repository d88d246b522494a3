-- wide_areas: the areas whose sums are kept
-- grain: one row per area
SELECT area_id FROM wide
