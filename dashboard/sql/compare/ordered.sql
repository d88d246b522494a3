-- ordered: the units of a comparison in the order of one of its columns, a page of them
-- grain:   one row per unit; above and below: what is divided in a rate, of a count both are the count
-- params:  $by (district | agency) $units (list of ids; NULL: every agency of $district) $district $words (of the name, or
--          the beginning of the id; NULL: any) $first_year $last_year $kinds $year $base $change (value | difference |
--          ratio) $is_rate $down $pinned (list, left out) $most $skip; {source} {numerator} {denominator}
-- note:    what has no number stands last either way; $year NULL orders by name. A unit set against $base has no key
--          where one of the two numbers is missing, or nothing to be divided by.
WITH counted AS (
    SELECT CASE $by WHEN 'agency' THEN a.agency_id ELSE l.area_id END AS unit_id,
           sum({numerator})   FILTER (a.year = $year AND {denominator} IS NOT NULL)::DOUBLE AS above,
           sum({denominator}) FILTER (a.year = $year AND {numerator} IS NOT NULL)::DOUBLE AS below,
           sum({numerator})   FILTER (a.year = $base AND {denominator} IS NOT NULL)::DOUBLE AS base_above,
           sum({denominator}) FILTER (a.year = $base AND {numerator} IS NOT NULL)::DOUBLE AS base_below
    FROM {source} a JOIN lineage l USING (district_id)
    WHERE ((a.year BETWEEN $first_year AND $last_year) OR a.year = $base)
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
      AND CASE WHEN $by = 'district' THEN l.area_id IN (SELECT unnest($units::VARCHAR[]))
               WHEN $units IS NULL THEN l.area_id = $district
               ELSE l.area_id = '000000' AND a.agency_id IN (SELECT unnest($units::VARCHAR[])) END
    GROUP BY 1
), chosen AS (
    SELECT unit_id FROM counted WHERE $units IS NULL UNION SELECT unnest($units::VARCHAR[])
), named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
), listed AS (
    SELECT unit_id, coalesce(g.label, n.label, unit_id) AS label, coalesce(g.district_id, unit_id) AS district_id,
           above, below, CASE WHEN $is_rate THEN above / nullif(below, 0) ELSE above END AS value,
           CASE WHEN $is_rate THEN base_above / nullif(base_below, 0) ELSE base_above END AS base
    FROM chosen LEFT JOIN counted c USING (unit_id)
         LEFT JOIN agencies g ON $by = 'agency' AND g.agency_id = unit_id
         LEFT JOIN named n ON $by = 'district' AND n.district_id = unit_id
    WHERE $words IS NULL OR contains(coalesce(g.label, n.label, unit_id), $words) OR starts_with(unit_id, $words)
), keyed AS (
    SELECT unit_id, label, district_id, above, below, unit_id = ANY($pinned::VARCHAR[]) AS is_pinned,
           CASE $change WHEN 'value' THEN value WHEN 'difference' THEN value - base
                        ELSE (value - base) / nullif(base, 0) END AS sort_key
    FROM listed
)
SELECT unit_id, label, sort_key, above, below
FROM keyed WHERE NOT is_pinned
ORDER BY CASE WHEN $down THEN -sort_key ELSE sort_key END NULLS LAST,
         CASE WHEN $year IS NULL AND $down THEN NULL ELSE district_id END,
         CASE WHEN $year IS NULL AND $down THEN district_id END DESC,
         CASE WHEN $year IS NULL AND $down THEN NULL ELSE label END COLLATE zh,
         CASE WHEN $year IS NULL AND $down THEN label END COLLATE zh DESC, unit_id
LIMIT $most OFFSET $skip
