-- spread: how often each value of one column stands in a comparison, one year; what ranks are counted from
-- grain:  one row per distinct numerator and denominator; units without a number, or with denominator 0, are left out
-- params: as ordered: $by $units $district $words $kinds $year $is_rate; {source} {numerator} {denominator}
WITH counted AS (
    SELECT CASE $by WHEN 'agency' THEN a.agency_id ELSE l.area_id END AS unit_id,
           sum({numerator})   FILTER ({denominator} IS NOT NULL)::DOUBLE AS numerator,
           sum({denominator}) FILTER ({numerator} IS NOT NULL)::DOUBLE AS denominator
    FROM {source} a JOIN lineage l USING (district_id)
    WHERE a.year = $year AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
      AND CASE WHEN $by = 'district' THEN l.area_id IN (SELECT unnest($units::VARCHAR[]))
               WHEN $units IS NULL THEN l.area_id = $district
               ELSE l.area_id = '000000' AND a.agency_id IN (SELECT unnest($units::VARCHAR[])) END
    GROUP BY 1
), named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
)
SELECT numerator, denominator, count(*)::BIGINT AS n_units
FROM counted c LEFT JOIN agencies g ON $by = 'agency' AND g.agency_id = c.unit_id
     LEFT JOIN named n ON $by = 'district' AND n.district_id = c.unit_id
WHERE numerator IS NOT NULL AND (NOT $is_rate OR denominator > 0)
  AND ($words IS NULL OR contains(coalesce(g.label, n.label, c.unit_id), $words) OR starts_with(c.unit_id, $words))
GROUP BY ALL ORDER BY ALL
