-- first:  which report to open when none was asked for: of the last year, the one with the gravest finding
-- grain:  one row, or none where the snapshot has no report
SELECT r.report_id
FROM reports r LEFT JOIN findings f ON f.report_id = r.report_id AND f.sha256 = r.sha256 AND f.class = 'arithmetic'
ORDER BY r.is_current DESC, r.year DESC NULLS LAST, list_position(['E', 'W', 'I'], f.severity) NULLS LAST, abs(f.difference) DESC NULLS LAST,
         r.report_id
LIMIT 1
