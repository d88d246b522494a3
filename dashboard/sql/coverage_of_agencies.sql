-- coverage_of_agencies: whether each agency's report was expected and read, by year
-- grain:  one row per agency and year in which a report was expected or read
-- params: $district $first_year $last_year $kinds
-- note:   as coverage.sql, with the agency as unit; within the years of the snapshot
WITH years AS (
    SELECT DISTINCT year::INTEGER AS year FROM mart_coverage WHERE year BETWEEN $first_year AND $last_year
), area AS (
    SELECT district_id FROM lineage WHERE area_id = $district
), held AS (
    SELECT r.year::INTEGER AS year, r.agency_id, bool_or(r.status = 'complete') AS is_complete
    FROM reports r LEFT JOIN agencies a USING (agency_id)
    WHERE r.is_current AND coalesce(r.district_id, '') IN (FROM area) AND r.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
    GROUP BY r.year, r.agency_id
), due AS (
    SELECT y.year, a.agency_id
    FROM agencies a JOIN years y ON y.year BETWEEN coalesce(a.first_year, y.year) AND coalesce(a.last_year, y.year)
    WHERE coalesce(a.district_id, '') IN (FROM area) AND a.is_registered
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
)
SELECT coalesce(h.agency_id, d.agency_id) AS unit_id, coalesce(h.year, d.year) AS year,
       nullif(count(d.agency_id), 0)::BIGINT AS n_expected, count(h.agency_id)::BIGINT AS n_read,
       count(*) FILTER (d.agency_id IS NULL)::BIGINT AS n_beyond, count(*) FILTER (NOT h.is_complete)::BIGINT AS n_incomplete
FROM due d FULL JOIN held h ON d.year = h.year AND d.agency_id = h.agency_id
GROUP BY ALL ORDER BY unit_id, year
