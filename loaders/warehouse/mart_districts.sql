-- mart_districts: sums of every address by district, year, level and kind of agency, and edition
-- grain:  one row a (district_id, year, level, kind, edition) with a current report
-- params: none; tables figures, reports, agencies
-- note:   aggregates stay out, else a district would count its members twice; a sum over no number is NULL, not 0
SELECT r.district_id, r.year, a.level, a.kind, r.edition, count(*) AS n_reports,
       sum(COLUMNS('(.+__.+__.+)')) AS '\1'
FROM figures f
JOIN reports r USING (agency_id, year, ordinal)
JOIN agencies a ON a.agency_id = r.agency_id
WHERE r.is_current AND r.scope <> 'aggregate'
GROUP BY r.district_id, r.year, a.level, a.kind, r.edition
