-- wide:   the areas with so many reports that their sums are kept
-- grain:  one row per area
-- params: $least, how many reports make an area wide
CREATE TABLE wide AS
SELECT l.area_id FROM report_counts c JOIN lineage l USING (district_id)
GROUP BY l.area_id HAVING sum(c.n_reports) >= $least
