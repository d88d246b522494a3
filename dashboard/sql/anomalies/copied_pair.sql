-- copied_pair: two parts of reports beside each other, and where they are the same
-- grain:  one row, or none
-- params: $report_id $section $whose $rank
SELECT s.report_id, s.year::INTEGER AS year, s.section::INTEGER AS section, s.kind,
       coalesce(a.label, r.agency_label) AS agency, s.other_report_id, s.other_year::INTEGER AS other_year,
       s.other_section::INTEGER AS other_section, coalesce(oa.label, o.agency_label) AS other_agency,
       s.share, s.n_shared, s.length, s.n_characters, s.n_numbers, s.n_numbers_changed, s.passages, s.everyday,
       (SELECT count(*) FROM similarities x WHERE x.report_id = s.report_id AND x.section = s.section
           AND x.kind = s.kind)::INTEGER AS n_others, mine.text, other.text AS other_text
FROM similarities s
     JOIN reports r ON r.report_id = s.report_id AND r.sha256 = s.sha256
     JOIN reports o ON o.report_id = s.other_report_id AND o.sha256 = s.other_sha256
     JOIN sections mine ON mine.report_id = s.report_id AND mine.sha256 = s.sha256 AND mine.position = s.position
          AND mine.year = s.year
     JOIN sections other ON other.report_id = s.other_report_id AND other.sha256 = s.other_sha256
          AND other.position = s.other_position AND other.year = s.other_year
     LEFT JOIN agencies a ON a.agency_id = s.agency_id LEFT JOIN agencies oa ON oa.agency_id = s.other_agency_id
WHERE r.is_current AND s.report_id = $report_id AND s.section = $section AND s.kind = $whose AND s.rank = $rank
