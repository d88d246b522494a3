-- coverage: how many reports were expected and read, by unit and year
-- grain:    one row per unit and year in which a report was expected or read
-- params:   $district $first_year $last_year $kinds $by (scope | district)
-- note:     n_expected is NULL where nobody is registered; n_read counts agencies with a report in use, 汇总 reports too,
--           each agency once a year; n_beyond those of them that no register line expected
SELECT CASE $by WHEN 'district' THEN l.child_id ELSE $district END AS unit_id, c.year::INTEGER AS year,
       nullif(sum(c.n_expected), 0)::BIGINT AS n_expected, sum(c.n_read)::BIGINT AS n_read,
       sum(c.n_beyond)::BIGINT AS n_beyond, sum(c.n_incomplete)::BIGINT AS n_incomplete
FROM mart_coverage c JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND c.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR c.kind = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
