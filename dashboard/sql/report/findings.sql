-- findings: what one document's figures break, the gravest first
-- grain:    one row per finding
-- params:   $report $sha256
SELECT f.*, g.figures, c.label AS check_label, c.basis, c.exceptions, coalesce(a.label, r.agency_label) AS agency
FROM findings f JOIN finding_figures g USING (finding_id, report_id, sha256)
     LEFT JOIN finding_reports r USING (report_id, sha256) LEFT JOIN agencies a ON a.agency_id = f.agency_id
     LEFT JOIN checks c USING (check_id)
WHERE f.report_id = $report AND f.sha256 = $sha256
ORDER BY f.class, list_position(['E', 'W', 'I'], f.severity), c.position, f.place, f.finding_id
