-- mart_agencies: the figures that pages and measures use, by agency and year
-- grain:  one row a current report
-- params: none; tables figures, reports, agencies, items
-- note:   figures pass as they are: NULL where no number was printed. The groups refused, unable, unprocessed and other
--         (requests__<group>__total) are worked out here: the sum of every part the report's edition prints, NULL as soon
--         as one part is not printed; else the printed row of the group itself. Which parts an edition has stands in
--         items, so a new edition needs no change. An unknown district is '', so that it can be joined like any other.
WITH printed AS (
    SELECT unnest(editions) AS edition, item_id FROM items WHERE table_id = 'requests' AND column_id = 'total'
), parts AS (
    SELECT edition,
           count(*) FILTER (starts_with(item_id, 'refused_'))     AS n_refused,
           count(*) FILTER (starts_with(item_id, 'unable_'))      AS n_unable,
           count(*) FILTER (starts_with(item_id, 'unprocessed_')) AS n_unprocessed,
           count(*) FILTER (starts_with(item_id, 'other_'))       AS n_other
    FROM printed GROUP BY edition
), listed AS (
    SELECT f.* EXCLUDE (agency_id, district_id, year, ordinal, is_current, marks), r.report_id, r.sha256, r.agency_id,
           coalesce(r.district_id, '') AS district_id, r.year, r.ordinal, a.kind, a.level, r.edition,
           r.scope, r.status, p.* EXCLUDE (edition),
           [*COLUMNS('^requests__refused_[a-z].*__total$')]     AS refused,
           [*COLUMNS('^requests__unable_[a-z].*__total$')]      AS unable,
           [*COLUMNS('^requests__unprocessed_[a-z].*__total$')] AS unprocessed,
           [*COLUMNS('^requests__other_[a-z].*__total$')]       AS other
    FROM figures f
    JOIN reports r USING (agency_id, year, ordinal)
    JOIN agencies a ON a.agency_id = r.agency_id
    LEFT JOIN parts p ON p.edition = r.edition
    WHERE r.is_current
)
SELECT * EXCLUDE (n_refused, n_unable, n_unprocessed, n_other, refused, unable, unprocessed, other) REPLACE (
    coalesce(CASE WHEN n_refused > 0 AND list_aggregate(refused, 'count') >= n_refused
                  THEN list_sum(refused) END, requests__refused__total)::INTEGER AS requests__refused__total,
    coalesce(CASE WHEN n_unable > 0 AND list_aggregate(unable, 'count') >= n_unable
                  THEN list_sum(unable) END, requests__unable__total)::INTEGER AS requests__unable__total,
    coalesce(CASE WHEN n_unprocessed > 0 AND list_aggregate(unprocessed, 'count') >= n_unprocessed
                  THEN list_sum(unprocessed) END, requests__unprocessed__total)::INTEGER AS requests__unprocessed__total,
    coalesce(CASE WHEN n_other > 0 AND list_aggregate(other, 'count') >= n_other
                  THEN list_sum(other) END, requests__other__total)::INTEGER AS requests__other__total)
FROM listed
