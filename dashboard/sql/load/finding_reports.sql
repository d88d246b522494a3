-- finding_reports: the reports in use that have a finding, each with its document
-- grain:  one row per report
-- note:   a few among millions, found once, so that no question about findings goes through all reports and documents
CREATE TABLE finding_reports AS
WITH told AS (
    SELECT DISTINCT report_id, sha256 FROM findings
), named AS (
    SELECT sha256, min(name) AS document FROM documents
    WHERE status = 'loaded' AND sha256 IN (SELECT sha256 FROM told) GROUP BY sha256
)
SELECT r.report_id, r.sha256, r.agency_id, r.year, r.agency_label, r.scope, n.document
FROM reports r SEMI JOIN told USING (report_id, sha256) LEFT JOIN named n USING (sha256)
WHERE r.is_current
