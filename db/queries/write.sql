-- A part of a write that may be taken back alone: db_attempt().

-- :name attempt_begin
SAVEPOINT attempt;

-- :name attempt_end
RELEASE attempt;

-- :name attempt_back
ROLLBACK TO attempt;

-- Indexes that only find rows, but those by which a load signs the charts it has loaded: db_load().
-- :name load_indexes
SELECT name, sql FROM sqlite_schema
 WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE %'
   AND name NOT IN ('chart_line_chart', 'chart_product_chart', 'signature_session')
 ORDER BY rowid;
