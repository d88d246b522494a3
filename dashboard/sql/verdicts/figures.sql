-- figures: the numbers behind findings as they are now, and what a verdict on them is kept with
-- grain:  one row per finding of a report in use
-- params: $ids
SELECT f.finding_id, g.figures, f.report_id, coalesce(a.label, r.agency_label) AS agency, f.district_id,
       f.year::INTEGER AS year, f.check_id, f.place
FROM findings f JOIN finding_reports r USING (report_id, sha256) JOIN finding_figures g USING (finding_id, report_id, sha256)
     LEFT JOIN agencies a ON a.agency_id = f.agency_id
WHERE f.finding_id = ANY($ids::VARCHAR[])
