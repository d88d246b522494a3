-- counts: how many findings there are, by one of several divisions, and year
-- grain:  one row per group and year that has a finding
-- params: $district $first_year $last_year $kinds $class $check $verdict $by (scope | check | kind | district |
--         agency | class | verdict); the table `judged` of queries/verdicts.py
-- note:   counts the reports in use, 汇总 reports too, since each stands for itself here
SELECT CASE $by WHEN 'check' THEN f.check_id WHEN 'kind' THEN coalesce(a.kind, 'unknown') WHEN 'class' THEN f.class
                WHEN 'verdict' THEN coalesce(j.verdict, 'open')
                WHEN 'agency' THEN f.agency_id WHEN 'district' THEN l.child_id ELSE '' END AS group_id,
       f.year::INTEGER AS year, count(*)::BIGINT AS n_findings, count(DISTINCT f.report_id)::BIGINT AS n_reports,
       max(abs(f.difference))::DOUBLE AS largest
FROM findings f SEMI JOIN finding_reports USING (report_id, sha256) JOIN lineage l ON l.district_id = coalesce(f.district_id, '')
     LEFT JOIN agencies a ON a.agency_id = f.agency_id LEFT JOIN judged j ON j.id = f.finding_id
WHERE l.area_id = $district AND f.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
  AND ($class IS NULL OR f.class = $class) AND ($check IS NULL OR f.check_id = $check)
  AND ($verdict IS NULL OR coalesce(j.verdict, 'open') = $verdict)
GROUP BY ALL ORDER BY group_id, year
