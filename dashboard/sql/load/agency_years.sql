-- agency_years: the report that counts for an agency and year, with its figures, ready to be added up
-- grain:        one row per agency and year; 汇总 reports are left out, since their members are counted already
-- note:         a view: what a large snapshot has of it stays in its Parquet files, sorted by year, district and agency
CREATE VIEW agency_years AS SELECT * FROM mart_agencies WHERE scope IS DISTINCT FROM 'aggregate'
