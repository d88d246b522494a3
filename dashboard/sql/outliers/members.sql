-- members: which agencies belong to a scope
-- grain:   one row per agency, as units
-- params:  $district $kinds $last_year
SELECT bool_or(l.area_id IS NOT NULL AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))) AS is_member
FROM agency_years a LEFT JOIN lineage l ON l.district_id = a.district_id AND l.area_id = $district
WHERE a.year BETWEEN $last_year - 4 AND $last_year
GROUP BY a.agency_id ORDER BY a.agency_id
