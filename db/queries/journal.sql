-- The journal: entries, changes, undo.

-- :name journal_head
SELECT n, mac, key_fingerprint FROM journal_head WHERE id = 1;

-- :name journal_head_init
INSERT INTO journal_head(id, n, mac, key_fingerprint) VALUES (1, 0, :mac, :fingerprint);

-- :name journal_head_set
UPDATE journal_head SET n = :n, mac = :mac WHERE id = 1;

-- :name journal_insert
INSERT INTO journal(n, at, who, kind, label, schema, batch, undoes, mac)
VALUES (:n, :at, :who, :kind, :label, :schema, :batch, :undoes, :mac);

-- :name journal_change_insert
INSERT INTO journal_change(n, i, tbl, row, client, change, mac)
VALUES (:n, :i, :tbl, :row, :client, :change, :mac);

-- :name journal_entry
SELECT at, who, kind, label, batch, undoes, mac FROM journal WHERE n = :n;

-- :name journal_all
SELECT n, at, who, kind, label, schema, batch, undoes, mac FROM journal ORDER BY n;

-- :name journal_changes_all
SELECT n, i, tbl, row, client, change, mac FROM journal_change ORDER BY n, i;

-- :name journal_changes
SELECT n, i, tbl, row, client, change, mac FROM journal_change WHERE n = :n ORDER BY i;

-- :name journal_change_of_row
SELECT change FROM journal_change WHERE tbl = :tbl AND row = :row AND n = :n;

-- :name journal_row_history
SELECT c.n, c.change, j.at, j.who, j.kind, j.label
  FROM journal_change c JOIN journal j ON j.n = c.n
 WHERE c.tbl = :tbl AND c.row = :row ORDER BY c.n;

-- :name journal_table_changes
SELECT row, change FROM journal_change WHERE tbl = :tbl ORDER BY row, n;

-- This person's newest change that is neither an undo nor undone.
-- (An undo that was itself undone no longer counts.)
-- :name journal_undo_next
SELECT j.n FROM journal j
 WHERE j.who = :who AND j.kind NOT IN ('undo', 'redo', 'load', 'note') AND j.n > :after
   AND j.n < :before
   AND EXISTS (SELECT 1 FROM journal_change c WHERE c.n = j.n)
   AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.n
       AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.n))
 ORDER BY j.n DESC LIMIT 1;

-- A receipt closed here of which entry :n wrote the head or a line; void ones last.
-- (+ makes SQLite search by the entry, not through all changes of the table.)
-- :name journal_receipt
SELECT id, state, number FROM receipt
 WHERE id IN (SELECT row FROM journal_change WHERE n = :n AND +tbl = 'receipt'
              UNION ALL
              SELECT l.receipt FROM journal_change j JOIN receipt_line l ON l.id = j.row
               WHERE j.n = :n AND +j.tbl = 'receipt_line')
   AND origin = 'here' AND state <> 'open' AND number IS NOT NULL
 ORDER BY state, id LIMIT 1;

-- A table in which entry :n wrote a row that must not change: an emergency view, an
-- overridden screening.
-- :name journal_stays
SELECT tbl FROM journal_change c
 WHERE n = :n AND (+tbl = 'emergency_view' OR (+tbl = 'screening' AND EXISTS (
       SELECT 1 FROM screening s WHERE s.id = c.row AND s.override_by IS NOT NULL)))
 LIMIT 1;

-- A payment that entry :n wrote for a closed receipt, on another day.
-- :name journal_payment
SELECT y.date FROM journal_change j JOIN payment y ON y.id = j.row
  JOIN receipt r ON r.id = y.receipt
 WHERE j.n = :n AND +j.tbl = 'payment' AND r.origin = 'here' AND r.state <> 'open'
   AND r.number IS NOT NULL AND y.date <> :today
 LIMIT 1;

-- :name journal_undone
SELECT 1 FROM journal u
 WHERE u.undoes = :n AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.n)
 LIMIT 1;

-- This person's entries, newest first, for redo. Entries that changed nothing (a page
-- read, a report) do not count between an undo and its redo.
-- :name journal_of_person
SELECT j.n, j.kind FROM journal j
 WHERE j.who = :who AND j.n > :after
   AND EXISTS (SELECT 1 FROM journal_change c WHERE c.n = j.n)
 ORDER BY j.n DESC;

-- The newest later change to a row that an entry wrote, because of which the entry
-- cannot be undone.
-- :name journal_changed_since
SELECT c.tbl, c.row, j.at, s.name
  FROM journal_change o
  JOIN journal_change c ON c.tbl = o.tbl AND c.row = o.row AND c.n > o.n
  JOIN journal j ON j.n = c.n
  LEFT JOIN staff s ON s.id = j.who
 WHERE o.n = :n ORDER BY c.n DESC LIMIT 1;

-- :name journal_batch_left
SELECT count(*) AS n FROM journal j
 WHERE j.batch = :batch
   AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.n
       AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.n));

-- :name journal_batch_newest
SELECT j.n FROM journal j
 WHERE j.batch = :batch
   AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.n
       AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.n))
 ORDER BY j.n DESC LIMIT 1;

-- The sum that a load journalled for a table, under row 0.
-- :name journal_load_sum
SELECT change FROM journal_change WHERE tbl = :tbl AND row = 0 ORDER BY n LIMIT 1;
