-- figure_years: every figure of the report that counts for an agency and year
-- grain:        one row per agency and year; read from Parquet, for what agency_years does not hold (the applicants)
CREATE VIEW figure_years AS
SELECT f.* EXCLUDE (marks) REPLACE (a.district_id AS district_id), a.report_id, a.sha256, a.kind, a.level, a.edition
FROM figures f JOIN agency_years a USING (agency_id, year, ordinal)
