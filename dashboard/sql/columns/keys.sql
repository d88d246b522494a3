-- keys:  whose report each row of agency_years is, in the order that the rows lie in
-- grain: one row per agency and year
-- note:  hashes: two million texts would take a second to tell apart
SELECT hash(agency_id) AS agency, hash(district_id) AS district, hash(coalesce(kind, 'unknown'), level) AS sort, year
FROM agency_years
