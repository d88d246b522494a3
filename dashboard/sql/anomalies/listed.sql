-- listed: the findings of a scope, those to be judged first, of these the largest difference
-- grain:  one row per finding of a report in use
-- params: $district $first_year $last_year $kinds $class $check $verdict $most $skip; the table `judged` of
--         queries/verdicts.py
-- note:   whose numbers changed since the verdict, then the open ones, then the judged; by how much is out of line;
--         a finding without a difference (no number to compare) stands last of its sort
SELECT f.finding_id, f.report_id, f.year::INTEGER AS year, coalesce(a.label, r.agency_label) AS agency,
       coalesce(a.short_label, a.label, r.agency_label) AS agency_short, f.agency_id, n.label AS district,
       f.check_id, c.label AS check_label, f.class, f.severity, f.place, f."left"::DOUBLE AS left_sum,
       f."right"::DOUBLE AS right_sum, f.difference::DOUBLE AS difference, f.equation, f.message,
       f.repairs_text AS repairs, f.origin, f.origin_note, f.explained, r.document, f.sha256,
       coalesce(j.verdict, 'open') AS verdict, j.mark, j.who, j.made_at, j.note
FROM findings f JOIN finding_reports r USING (report_id, sha256) JOIN lineage l ON l.district_id = coalesce(f.district_id, '')
     LEFT JOIN agencies a ON a.agency_id = f.agency_id LEFT JOIN judged j ON j.id = f.finding_id
     LEFT JOIN checks c USING (check_id)
     LEFT JOIN (SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id) n
            ON n.district_id = f.district_id
WHERE l.area_id = $district AND f.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
  AND ($class IS NULL OR f.class = $class) AND ($check IS NULL OR f.check_id = $check)
  AND ($verdict IS NULL OR coalesce(j.verdict, 'open') = $verdict)
ORDER BY CASE coalesce(j.verdict, 'open') WHEN 'changed' THEN 0 WHEN 'open' THEN 1 ELSE 2 END,
         abs(f.difference) DESC NULLS LAST, list_position(['E', 'W', 'I'], f.severity), f.year DESC, f.finding_id
LIMIT $most OFFSET $skip
