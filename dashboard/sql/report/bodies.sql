-- bodies: the agencies of one district that have a report
-- grain:  one row per agency, in pinyin order; label is what the agency prints where the register does not know it
-- params: $district ('' for none)
SELECT r.agency_id, coalesce(any_value(g.label), max(r.agency_label), r.agency_id) AS label,
       coalesce(any_value(g.short_label), any_value(g.label), max(r.agency_label), r.agency_id) AS short_label,
       max(r.year)::INTEGER AS last_year, count(*)::BIGINT AS n_reports
FROM reports r LEFT JOIN agencies g USING (agency_id)
WHERE coalesce(r.district_id, '') = $district
GROUP BY r.agency_id ORDER BY short_label COLLATE zh, r.agency_id
