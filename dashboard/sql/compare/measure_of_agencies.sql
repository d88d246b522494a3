-- measure_of_agencies: what share one count is of another, by chosen agency and year
-- grain:  one row per unit and year that has a report
-- params: $units (list of agency_id) $first_year $last_year $kinds; {source} {numerator} {denominator}
-- note:   as sql/measure.sql
SELECT a.agency_id AS unit_id, a.year::INTEGER AS year,
       sum({numerator})   FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS numerator,
       sum({denominator}) FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS denominator,
       count(*)           FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS n_used,
       count(*)::BIGINT AS n_reports
FROM {source} a
WHERE a.agency_id = ANY($units::VARCHAR[]) AND a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
