-- sources: the documents behind a table
-- grain:   one row per report in use, with its document
-- params:  $district $first_year $last_year $kinds
SELECT DISTINCT coalesce(d.name, r.title) AS name, coalesce(a.label, r.agency_label) AS agency, r.year::INTEGER AS year,
       r.sha256
FROM agency_years y JOIN lineage l USING (district_id) JOIN reports r USING (report_id, sha256)
     LEFT JOIN documents d ON d.sha256 = r.sha256 AND d.status = 'loaded'
     LEFT JOIN agencies a ON a.agency_id = r.agency_id
WHERE l.area_id = $district AND y.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(y.kind, 'unknown') = ANY($kinds::VARCHAR[]))
ORDER BY ALL
