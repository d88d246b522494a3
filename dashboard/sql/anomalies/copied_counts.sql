-- copied_counts: how many parts of reports share text with another report, by one of several divisions, and year
-- grain:  one row per group and year that has one
-- params: $district $first_year $last_year $kinds $section $whose $least $verdict $by (scope | whose | section |
--         verdict | district | agency); the table `judged` of queries/verdicts.py
-- note:   a part that is like its own last year and like another agency is one part and two pairs
SELECT CASE $by WHEN 'whose' THEN s.kind WHEN 'section' THEN s.section::VARCHAR WHEN 'agency' THEN s.agency_id
                WHEN 'verdict' THEN coalesce(j.verdict, 'open')
                WHEN 'district' THEN l.child_id ELSE '' END AS group_id,
       s.year::INTEGER AS year, count(*)::BIGINT AS n_pairs,
       count(DISTINCT (s.report_id, s.section))::BIGINT AS n_parts, count(DISTINCT s.report_id)::BIGINT AS n_reports
FROM pairs s JOIN lineage l ON l.district_id = coalesce(s.district_id, '')
     JOIN reports r ON r.report_id = s.report_id AND r.sha256 = s.sha256
     LEFT JOIN agencies a ON a.agency_id = s.agency_id
     LEFT JOIN judged j ON j.id = s.pair_id
WHERE r.is_current AND s.rank = 1 AND s.share >= $least AND l.area_id = $district
  AND s.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
  AND ($section IS NULL OR s.section = $section) AND ($whose IS NULL OR s.kind = $whose)
  AND ($verdict IS NULL OR coalesce(j.verdict, 'open') = $verdict)
GROUP BY ALL ORDER BY group_id, year
