-- sources: the documents behind the rows of a table of chosen units
-- grain:   one row per document, by agency and year
-- params:  $units (list of agency_id or district_id) $first_year $last_year $kinds $by (district | agency)
SELECT DISTINCT coalesce(g.label, r.agency_label, r.agency_id) AS agency, a.year::INTEGER AS year,
       coalesce(d.name, '') AS name, a.sha256
FROM agency_years a JOIN lineage l USING (district_id) JOIN reports r USING (report_id, sha256)
LEFT JOIN agencies g ON g.agency_id = a.agency_id
LEFT JOIN (SELECT sha256, arg_min(name, (status <> 'loaded', name)) AS name FROM documents GROUP BY sha256) d USING (sha256)
WHERE a.year BETWEEN $first_year AND $last_year
  AND (($by = 'agency' AND l.area_id = '000000' AND a.agency_id IN (SELECT unnest($units::VARCHAR[])))
       OR ($by = 'district' AND l.area_id IN (SELECT unnest($units::VARCHAR[]))))
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
ORDER BY agency COLLATE zh, year, a.sha256
