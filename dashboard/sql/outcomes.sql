-- outcomes: how requests ended, in the six groups of the form, by unit and year
-- grain:    one row per unit and year that has a report
-- params:   $district $first_year $last_year $kinds $by (scope | district | agency)
-- note:     summed over the n_used reports that print all six groups and their total
SELECT CASE $by WHEN 'agency' THEN a.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       a.year::INTEGER AS year,
       sum(requests__granted__total)     FILTER (is_whole)::BIGINT AS granted,
       sum(requests__partial__total)     FILTER (is_whole)::BIGINT AS partial,
       sum(requests__refused__total)     FILTER (is_whole)::BIGINT AS refused,
       sum(requests__unable__total)      FILTER (is_whole)::BIGINT AS unable,
       sum(requests__unprocessed__total) FILTER (is_whole)::BIGINT AS unprocessed,
       sum(requests__other__total)       FILTER (is_whole)::BIGINT AS other,
       sum(requests__outcome_total__total) FILTER (is_whole)::BIGINT AS total,
       count(*) FILTER (is_whole)::BIGINT AS n_used, count(*)::BIGINT AS n_reports
FROM (SELECT *, requests__granted__total + requests__partial__total + requests__refused__total + requests__unable__total
                + requests__unprocessed__total + requests__other__total + requests__outcome_total__total IS NOT NULL AS is_whole
      FROM agency_years) a
JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
