-- mart_findings: how many identities were due, untested and broken
-- grain:  one row a current report
-- params: none; tables reports, agencies, findings, checks
-- note:   n_errors goes by the check, also where an exception has lowered the finding; an unknown district is '', so
--         that it can be joined like any other
WITH found AS (
    SELECT f.report_id, f.sha256, count(*) FILTER (f.class = 'arithmetic') AS n_arithmetic,
           count(*) FILTER (f.class <> 'arithmetic') AS n_reporting, count(*) FILTER (c.severity = 'E') AS n_errors
    FROM findings f JOIN checks c USING (check_id)
    GROUP BY f.report_id, f.sha256)
SELECT r.report_id, r.sha256, r.agency_id, coalesce(r.district_id, '') AS district_id, r.year, a.kind, r.scope,
       r.n_identities, r.n_untested, coalesce(n_arithmetic, 0) AS n_arithmetic,
       coalesce(n_reporting, 0) AS n_reporting, coalesce(n_errors, 0) AS n_errors
FROM reports r
JOIN agencies a ON a.agency_id = r.agency_id
LEFT JOIN found f ON f.sha256 = r.sha256 AND f.report_id = r.report_id
WHERE r.is_current
