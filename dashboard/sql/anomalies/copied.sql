-- copied: the parts of reports that share text with another report, those to be judged first, then the most alike
-- grain:  one row per part of a report in use and kind; of several other agencies the one most alike, and how many
-- params: $district $first_year $last_year $kinds $section $whose $least $verdict $most $skip; the table
--         `judged` of queries/verdicts.py
-- note:   a report of another agency may be outside the scope: whose text it is does not depend on who asks
WITH found AS (
    SELECT s.*, r.agency_label, coalesce(j.verdict, 'open') AS verdict, j.mark, j.who, j.made_at, j.note
    FROM (SELECT * EXCLUDE (passages, everyday),
                 count(*) OVER (PARTITION BY report_id, sha256, section, kind)::INTEGER AS n_others
          FROM pairs WHERE year BETWEEN $first_year AND $last_year AND share >= $least) s
         JOIN lineage l ON l.district_id = coalesce(s.district_id, '')
         JOIN reports r ON r.report_id = s.report_id AND r.sha256 = s.sha256
         LEFT JOIN agencies a ON a.agency_id = s.agency_id LEFT JOIN judged j ON j.id = s.pair_id
    WHERE r.is_current AND s.rank = 1 AND l.area_id = $district
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
      AND ($section IS NULL OR s.section = $section) AND ($whose IS NULL OR s.kind = $whose)
      AND ($verdict IS NULL OR coalesce(j.verdict, 'open') = $verdict)
    ORDER BY CASE coalesce(j.verdict, 'open') WHEN 'changed' THEN 0 WHEN 'open' THEN 1 ELSE 2 END,
             s.share DESC, s.n_shared DESC, s.year DESC, s.pair_id
    LIMIT $most OFFSET $skip
), named AS (
    SELECT sha256, min(name) AS name FROM documents
    WHERE status = 'loaded' AND sha256 IN (SELECT sha256 FROM found UNION SELECT other_sha256 FROM found) GROUP BY sha256
)
SELECT s.pair_id, s.report_id, s.year::INTEGER AS year, s.section::INTEGER AS section, s.kind,
       coalesce(a.label, s.agency_label) AS agency, s.agency_id, n.label AS district, s.other_report_id,
       s.other_year::INTEGER AS other_year, s.other_section::INTEGER AS other_section,
       coalesce(oa.label, o.agency_label) AS other_agency, s.share, s.n_shared, s.length, s.n_numbers,
       s.n_numbers_changed, s.n_others, s.sha256, d.name AS document, od.name AS other_document,
       s.verdict, s.mark, s.who, s.made_at, s.note
FROM found s
     LEFT JOIN reports o ON o.report_id = s.other_report_id AND o.sha256 = s.other_sha256
     LEFT JOIN agencies a ON a.agency_id = s.agency_id LEFT JOIN agencies oa ON oa.agency_id = s.other_agency_id
     LEFT JOIN (SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id) n
            ON n.district_id = s.district_id
     LEFT JOIN named d ON d.sha256 = s.sha256 LEFT JOIN named od ON od.sha256 = s.other_sha256
ORDER BY CASE s.verdict WHEN 'changed' THEN 0 WHEN 'open' THEN 1 ELSE 2 END,
         s.share DESC, s.n_shared DESC, s.year DESC, s.pair_id
