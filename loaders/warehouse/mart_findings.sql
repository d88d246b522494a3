-- mart_findings: how many identities were due, untested and broken
-- grain:  one row a current report
-- params: none; tables reports, agencies, counts
-- note:   an unknown district is '', so that it can be joined like any other
SELECT r.report_id, r.sha256, r.agency_id, coalesce(r.district_id, '') AS district_id, r.year, a.kind, r.scope,
       c.n_identities, c.n_untested, c.n_arithmetic, c.n_reporting, c.n_errors
FROM reports r
JOIN agencies a ON a.agency_id = r.agency_id
LEFT JOIN counts c ON c.sha256 = r.sha256 AND c.report_id = r.report_id
WHERE r.is_current
