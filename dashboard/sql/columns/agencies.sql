-- agencies: the agencies there are, by id
-- grain:    one row per agency
SELECT agency_id, hash(agency_id) AS hash, coalesce(short_label, label, agency_id) AS label
FROM agencies ORDER BY agency_id
