-- findings: what the reports of an agency break, the newest year first
-- grain:    one row per finding of a report that counts
-- params:   $agency
SELECT f.finding_id, f.report_id, f.year::INTEGER AS year, f.class, f.severity, f.place, f.difference::DOUBLE AS difference,
       f.message, f.check_id, c.label AS check_label, f.equation, f.repairs_text AS repairs
FROM findings f SEMI JOIN finding_reports USING (report_id, sha256) LEFT JOIN checks c USING (check_id)
WHERE f.agency_id = $agency
ORDER BY f.year DESC, f.class, list_position(['E', 'W', 'I'], f.severity), abs(f.difference) DESC, f.finding_id
