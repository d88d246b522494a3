-- places: the districts there are, '' for none, by code
-- grain:  one row per district
SELECT DISTINCT district_id, hash(district_id) AS hash FROM lineage ORDER BY district_id
