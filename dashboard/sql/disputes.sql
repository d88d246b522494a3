-- disputes: how reviews and lawsuits ended, by unit and year
-- grain:    one row per unit, year and route (review | suit_direct | suit_after_review) that has a report
-- params:   $district $first_year $last_year $kinds $by (scope | district | agency)
-- note:     cases is the printed total, summed over the reports that print it; the four results and their total are summed
--           over the n_used reports that print all five cells of the route
WITH cells AS (
    SELECT agency_id, district_id, kind, year, unnest([
        {'route': 'review', 'upheld': disputes__review__upheld, 'corrected': disputes__review__corrected,
         'other': disputes__review__other, 'pending': disputes__review__pending, 'total': disputes__review__total},
        {'route': 'suit_direct', 'upheld': disputes__suit_direct__upheld, 'corrected': disputes__suit_direct__corrected,
         'other': disputes__suit_direct__other, 'pending': disputes__suit_direct__pending,
         'total': disputes__suit_direct__total},
        {'route': 'suit_after_review', 'upheld': disputes__suit_after_review__upheld,
         'corrected': disputes__suit_after_review__corrected, 'other': disputes__suit_after_review__other,
         'pending': disputes__suit_after_review__pending, 'total': disputes__suit_after_review__total}], recursive := true)
    FROM agency_years WHERE year BETWEEN $first_year AND $last_year
), whole AS (
    SELECT *, upheld + corrected + other + pending + total IS NOT NULL AS is_whole FROM cells
)
SELECT CASE $by WHEN 'agency' THEN c.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       c.year::INTEGER AS year, c.route, sum(c.total)::BIGINT AS cases,
       sum(c.upheld) FILTER (is_whole)::BIGINT AS upheld, sum(c.corrected) FILTER (is_whole)::BIGINT AS corrected,
       sum(c.other) FILTER (is_whole)::BIGINT AS other, sum(c.pending) FILTER (is_whole)::BIGINT AS pending,
       sum(c.total) FILTER (is_whole)::BIGINT AS total,
       count(*) FILTER (is_whole)::BIGINT AS n_used, count(*)::BIGINT AS n_reports
FROM whole c JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND ($kinds IS NULL OR coalesce(c.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year, route
