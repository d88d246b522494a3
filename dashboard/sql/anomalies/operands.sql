-- operands: the numbers behind findings, each as it is printed and where
-- grain:  one row per finding and number; the place is NULL for a number of the prose
-- params: $ids
-- note:   a number of another year stands in that year's report in use, of the same scope; no place where that cell holds
--         another number (it is a member's, or of a report since replaced)
WITH asked AS (
    SELECT f.finding_id, f.report_id, f.sha256, f.agency_id, f.year AS own_year, r.scope,
           unnest(f.operands) AS o, generate_subscripts(f.operands, 1) AS at
    FROM findings f JOIN finding_reports r USING (report_id, sha256)
    WHERE f.finding_id = ANY($ids::VARCHAR[])
), placed AS (
    SELECT a.*, s.sha256 AS source
    FROM asked a LEFT JOIN (FROM reports WHERE is_current AND agency_id IN (SELECT agency_id FROM asked)) s
         ON s.agency_id = a.agency_id AND s.year = coalesce(a.o.year, a.own_year) AND s.scope = a.scope
), cells AS (
    SELECT e.sha256, unnest(e.cells) AS c
    FROM evidence e WHERE e.agency_id IN (SELECT agency_id FROM asked) AND e.sha256 IN (SELECT source FROM placed)
)
SELECT p.finding_id, p.own_year::INTEGER AS own_year, p.o.table_id, p.o.item_id, p.o.column_id,
       p.o.year::INTEGER AS year, p.o.value::DOUBLE AS value, c.c.raw AS raw, c.c.page AS page, c.c.row AS "row",
       c.c.col AS col
FROM placed p LEFT JOIN cells c ON c.sha256 = p.source AND c.c.table_id = p.o.table_id
     AND c.c.item_id = p.o.item_id AND c.c.column_id = p.o.column_id
     AND c.c.value IS NOT DISTINCT FROM p.o.value
ORDER BY p.finding_id, p.at
