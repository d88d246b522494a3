-- pair_figures: two texts as they are now, told by their checksums, and what a verdict on them is kept with
-- grain:  one row per pair of a report in use
-- params: $ids $reports (the first part of each id: only these reports are read)
-- note:   blanks aside: a text that is only broken into other lines is the same; what two texts share is no part of it,
--         since everyday words change with every further report
SELECT p.pair_id, to_json({'text': md5(regexp_replace(mine.text, '\s+', '', 'g')),
                           'other': md5(regexp_replace(other.text, '\s+', '', 'g'))})::VARCHAR AS figures,
       p.report_id, coalesce(a.label, r.agency_label) AS agency, p.district_id, p.year::INTEGER AS year,
       p.section::INTEGER AS section, p.other_report_id, coalesce(oa.label, o.agency_label) AS other_agency,
       p.other_year::INTEGER AS other_year, p.other_section::INTEGER AS other_section, p.share
FROM pairs p
     JOIN reports r ON r.report_id = p.report_id AND r.sha256 = p.sha256
     JOIN reports o ON o.report_id = p.other_report_id AND o.sha256 = p.other_sha256
     JOIN sections mine ON mine.report_id = p.report_id AND mine.sha256 = p.sha256 AND mine.position = p.position
          AND mine.year = p.year
     JOIN sections other ON other.report_id = p.other_report_id AND other.sha256 = p.other_sha256
          AND other.position = p.other_position AND other.year = p.other_year
     LEFT JOIN agencies a ON a.agency_id = p.agency_id LEFT JOIN agencies oa ON oa.agency_id = p.other_agency_id
WHERE r.is_current AND p.report_id = ANY($reports::VARCHAR[]) AND p.pair_id = ANY($ids::VARCHAR[])
