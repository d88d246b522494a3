-- pairs: two parts of reports that share text, under an id that outlives a rebuild
-- grain:  one row per row of similarities; a view, so that only the columns asked for are read
-- note:   the rank of a pair changes with every further report, so that it is no part of its name
CREATE VIEW pairs AS
SELECT concat_ws('|', report_id, section, other_report_id, other_section) AS pair_id, * FROM similarities
