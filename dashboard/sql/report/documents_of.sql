-- documents_of: every report read of one agency, each from its document
-- grain:        one row per report and document, the newest year first, the current one before the others
-- params:       $agency
-- note:         n_findings is NULL where the report was not tested
WITH own AS (
    FROM reports WHERE agency_id = $agency
), found AS (
    SELECT report_id, sha256, count(*)::BIGINT AS n_findings FROM findings WHERE agency_id = $agency GROUP BY ALL
), files AS (
    SELECT sha256, arg_min(name, (status <> 'loaded', name)) AS name, any_value(format) AS format,
           any_value(bytes) AS bytes, min(first_seen) AS first_seen
    FROM documents WHERE agency_id = $agency AND sha256 IN (SELECT sha256 FROM own) GROUP BY sha256
), named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label,
           arg_max(full_label, coalesce(valid_from, 0)) AS full_label
    FROM divisions GROUP BY district_id
)
SELECT r.* EXCLUDE (year, district_id), r.year::INTEGER AS year, coalesce(r.district_id, '') AS district_id,
       coalesce(g.label, r.agency_label, r.agency_id) AS agency, g.kind, g.is_registered,
       n.label AS district, n.full_label AS district_full, f.name, f.format, f.bytes, f.first_seen,
       CASE WHEN r.n_identities > 0 THEN coalesce(found.n_findings, 0) END AS n_findings
FROM own r LEFT JOIN agencies g USING (agency_id) LEFT JOIN named n ON n.district_id = r.district_id
LEFT JOIN files f USING (sha256) LEFT JOIN found USING (report_id, sha256)
ORDER BY r.year DESC NULLS LAST, r.is_current DESC, r.published_on DESC NULLS LAST, r.sha256
