-- incomplete: reports in use that are not complete, those with the most cells not read first
-- grain:      one row per report
-- params:     $district $first_year $last_year $kinds $most $skip
SELECT r.report_id, r.year::INTEGER AS year, coalesce(a.label, r.agency_label, r.title) AS agency, r.scope,
       r.reason, (r.n_expected - r.n_read)::BIGINT AS n_unread
FROM reports r JOIN lineage l ON l.district_id = coalesce(r.district_id, '') LEFT JOIN agencies a USING (agency_id)
WHERE r.is_current AND r.status = 'incomplete' AND l.area_id = $district AND r.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
ORDER BY n_unread DESC NULLS FIRST, r.year DESC, agency COLLATE zh, r.report_id LIMIT $most OFFSET $skip
