-- What the journal has that somebody has not seen.

-- Entries without a change (a login, a report) have one row without a table.
-- :name watch_newer
SELECT j.n, j.who, j.kind, h.tbl, c.row, c.client, s.name,
       substr(c.change, 1, 1) = x'01' AS fresh
  FROM journal j
  LEFT JOIN journal_change c ON c.n = j.n
  LEFT JOIN journal_header h ON h.code = c.tbl
  LEFT JOIN staff s ON s.id = j.who
 WHERE j.n > :after ORDER BY j.n, c.i LIMIT :most;

-- What an entry is about: its first change, of table :tbl where that is said.
-- :name watch_about
SELECT h.tbl, c.row, c.client
  FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
 WHERE c.n = :n AND (:tbl IS NULL OR h.tbl = :tbl) ORDER BY c.i LIMIT 1;

-- When a person came and went last, among their newest entries.
-- :name watch_logins
SELECT label FROM (SELECT n, kind, label FROM journal WHERE who = :who
                    ORDER BY n DESC LIMIT :entries)
 WHERE kind = 'login' ORDER BY n DESC LIMIT :most;

-- How many records of a type an entry wrote, or all entries of its batch. (CROSS: by the
-- entry, not through all that was ever written of the type.)
-- :name watch_rows_of_entry
SELECT count(DISTINCT c.row) AS n
  FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
 WHERE c.n = :n AND h.tbl = :tbl;

-- :name watch_rows_of_batch
SELECT count(*) AS n FROM journal j CROSS JOIN journal_change c ON c.n = j.n
 CROSS JOIN journal_header h ON h.code = c.tbl
 WHERE j.batch = :n AND h.tbl = :tbl;
