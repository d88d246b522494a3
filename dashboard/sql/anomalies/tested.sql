-- tested: how many reports and identities were tested in a scope
-- grain:  one row; NULL where no report is there
-- params: $district $first_year $last_year $kinds
-- note:   an identity with a figure that was not printed is untested: neither held nor broken
SELECT count(*)::BIGINT AS n_reports, count(*) FILTER (m.n_arithmetic + m.n_reporting > 0)::BIGINT AS n_affected,
       sum(m.n_arithmetic)::BIGINT AS n_arithmetic, sum(m.n_reporting)::BIGINT AS n_reporting,
       sum(m.n_identities)::BIGINT AS n_identities, sum(m.n_untested)::BIGINT AS n_untested
FROM mart_findings m JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND m.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(m.kind, 'unknown') = ANY($kinds::VARCHAR[]))
