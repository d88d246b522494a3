-- finding_figures: the numbers behind a finding as one text, kept with a verdict to tell later whether they changed
-- grain:  one row per finding; a view, so that the text is made only for the rows asked for
-- note:   a finding without numbers (a date, a missing section) is told by its own words
CREATE VIEW finding_figures AS
SELECT finding_id, report_id, sha256,
       to_json({'left': "left", 'right': "right", 'difference': difference, 'operands': operands,
                'words': CASE WHEN "left" IS NULL AND "right" IS NULL AND len(coalesce(operands, [])) = 0
                              THEN coalesce(equation, message) END})::VARCHAR AS figures
FROM findings
