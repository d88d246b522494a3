-- agency_readings: in which years an agency has a report in use, and in which of them one is complete
-- grain:  one row per agency with a report in use
-- note:   years as bits, the year 2000 the lowest: however many years there are, an agency stays one row
CREATE TABLE agency_readings AS
SELECT agency_id, bit_or(1::BIGINT << (year - 2000)) AS read,
       bit_or(CASE WHEN status = 'complete' THEN 1::BIGINT << (year - 2000) ELSE 0 END) AS complete
FROM reports WHERE is_current AND year BETWEEN 2000 AND 2061 GROUP BY agency_id
