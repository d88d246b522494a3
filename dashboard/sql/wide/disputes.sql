-- disputes: how the reviews or lawsuits of one route ended in the parts of the wide areas
-- grain:    one row per wide area, part of it (child_id), year and kind of agency
-- params:   {route} (review | suit_direct | suit_after_review)
-- note:     as disputes.sql
WITH listed AS (
    SELECT district_id, year, kind, disputes__{route}__upheld AS upheld, disputes__{route}__corrected AS corrected,
           disputes__{route}__other AS other, disputes__{route}__pending AS pending, disputes__{route}__total AS total
    FROM agency_years
), own AS (
    SELECT district_id, year, kind, sum(total) AS cases, sum(upheld) FILTER (is_whole) AS upheld,
           sum(corrected) FILTER (is_whole) AS corrected, sum(other) FILTER (is_whole) AS other,
           sum(pending) FILTER (is_whole) AS pending, sum(total) FILTER (is_whole) AS total,
           count(*) FILTER (is_whole) AS n_used, count(*) AS n_reports
    FROM (SELECT *, upheld + corrected + other + pending + total IS NOT NULL AS is_whole FROM listed)
    GROUP BY district_id, year, kind
)
SELECT l.area_id, l.child_id, o.year::INTEGER AS year, coalesce(o.kind, 'unknown') AS kind,
       sum(o.cases)::BIGINT AS cases, sum(o.upheld)::BIGINT AS upheld, sum(o.corrected)::BIGINT AS corrected,
       sum(o.other)::BIGINT AS other, sum(o.pending)::BIGINT AS pending, sum(o.total)::BIGINT AS total,
       sum(o.n_used)::INTEGER AS n_used, sum(o.n_reports)::INTEGER AS n_reports
FROM own o JOIN lineage l USING (district_id) JOIN wide USING (area_id) GROUP BY ALL
