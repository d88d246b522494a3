-- unplaced: the reports whose agency, district or year a person should settle
-- grain:    one row per report with a doubt, those that count for no place or year first
-- note:     evidence holds what the document says of agency, district and year, each with its source and words; what a
--           report holds beside its doubts is read of the few that have one
WITH doubted AS (
    SELECT report_id, sha256 FROM reports
    WHERE len(doubts) > 0 OR is_current AND (year IS NULL OR district_id IS NULL)
), named AS (
    SELECT sha256, min(name) AS document FROM documents
    WHERE status = 'loaded' AND sha256 IN (SELECT sha256 FROM doubted) GROUP BY sha256
)
SELECT r.report_id, r.agency_label, r.title, r.year::INTEGER AS year, r.district_id, r.status, r.reason, r.doubts, r.candidates,
       list_filter(r.identity, lambda e: e.field IN ('agency', 'district', 'year')) AS evidence, n.document
FROM reports r SEMI JOIN doubted USING (report_id, sha256) LEFT JOIN named n USING (sha256)
ORDER BY r.year IS NOT NULL AND r.district_id IS NOT NULL, document COLLATE zh, r.report_id
