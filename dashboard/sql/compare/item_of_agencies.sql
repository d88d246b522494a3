-- item_of_agencies: how much of one item, by chosen agency and year
-- grain:  one row per unit and year that has a report
-- params: $units (list of agency_id) $first_year $last_year $kinds; {source} {item}
-- note:   value is NULL where none of the n_reports prints the item; n_used of them do
SELECT a.agency_id AS unit_id, a.year::INTEGER AS year, sum({item})::DOUBLE AS value, count({item})::BIGINT AS n_used,
       count(*)::BIGINT AS n_reports
FROM {source} a
WHERE a.agency_id = ANY($units::VARCHAR[]) AND a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
