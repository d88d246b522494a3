-- copied_pair: two parts of reports beside each other, and where they are the same
-- grain:  one row, or none
-- params: $pair_id $report_id (its first part: only this report is read)
-- note:   rivals: the other agencies this part is like as well, the most alike first; itself among them
SELECT s.pair_id, s.report_id, s.year::INTEGER AS year, s.section::INTEGER AS section, s.kind,
       coalesce(a.label, r.agency_label) AS agency, s.other_report_id, s.other_year::INTEGER AS other_year,
       s.other_section::INTEGER AS other_section, coalesce(oa.label, o.agency_label) AS other_agency,
       s.share, s.n_shared, s.length, s.n_characters, s.n_numbers, s.n_numbers_changed, s.passages, s.everyday,
       (SELECT list({'pair_id': x.pair_id, 'year': x.other_year,
                     'agency': coalesce(xa.label, xr.agency_label, x.other_report_id)} ORDER BY x.rank)
        FROM pairs x LEFT JOIN reports xr ON xr.report_id = x.other_report_id AND xr.sha256 = x.other_sha256
             LEFT JOIN agencies xa ON xa.agency_id = x.other_agency_id
        WHERE x.report_id = s.report_id AND x.sha256 = s.sha256 AND x.section = s.section AND x.kind = s.kind) AS rivals,
       mine.text, other.text AS other_text
FROM pairs s
     JOIN reports r ON r.report_id = s.report_id AND r.sha256 = s.sha256
     JOIN reports o ON o.report_id = s.other_report_id AND o.sha256 = s.other_sha256
     JOIN sections mine ON mine.report_id = s.report_id AND mine.sha256 = s.sha256 AND mine.position = s.position
          AND mine.year = s.year
     JOIN sections other ON other.report_id = s.other_report_id AND other.sha256 = s.other_sha256
          AND other.position = s.other_position AND other.year = s.other_year
     LEFT JOIN agencies a ON a.agency_id = s.agency_id LEFT JOIN agencies oa ON oa.agency_id = s.other_agency_id
WHERE r.is_current AND s.report_id = $report_id AND s.pair_id = $pair_id
