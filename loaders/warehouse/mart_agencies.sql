-- mart_agencies: the figures that pages and measures use, by agency and year
-- grain:  one row a current report
-- params: $figures (list of Parquet files); tables reports, agencies
-- note:   figures pass as they are: NULL where no number was printed
SELECT r.report_id, r.sha256, r.agency_id, r.district_id, r.year, a.kind, a.level, r.edition, r.scope, r.status,
       f.* EXCLUDE (report_id, sha256, agency_id, district_id, year, is_current, marks)
FROM read_parquet($figures, union_by_name = true) f
JOIN reports r USING (sha256)
JOIN agencies a ON a.agency_id = r.agency_id
WHERE r.is_current
