-- keys:  whose row of agency_years each is, in the order that the rows lie in
-- grain: one row per agency and year
SELECT agency_id, year, coalesce(kind, 'unknown') AS kind FROM agency_years
