-- unplaced: the reports whose agency, district or year a person should settle
-- grain:    one row per report with a doubt, those that count for no place or year first
-- note:     evidence holds what the document says of agency, district and year, each with its source and words
SELECT r.report_id, r.agency_label, r.title, r.year::INTEGER AS year, r.district_id, r.status, r.reason, r.doubts, r.candidates,
       list_filter(r.identity, lambda e: e.field IN ('agency', 'district', 'year')) AS evidence,
       (SELECT min(d.name) FROM documents d WHERE d.sha256 = r.sha256 AND d.status = 'loaded') AS document
FROM reports r WHERE len(r.doubts) > 0 OR r.is_current AND (r.year IS NULL OR r.district_id IS NULL)
ORDER BY r.year IS NOT NULL AND r.district_id IS NOT NULL, document COLLATE zh, r.report_id
