-- The journal: entries, changes, undo. What a change's tbl means is in journal_header: a
-- table's name in older entries, a number in those of today. Statements that read changes
-- begin with what db/verify.c reads by its place: n, row, header, change, and those of whole
-- entries i, tbl, client, mac.

-- :name journal_head
SELECT n, mac, key_fingerprint FROM journal_head WHERE id = 1;

-- :name journal_head_init
INSERT INTO journal_head(id, n, mac, key_fingerprint) VALUES (1, 0, :mac, :fingerprint);

-- :name journal_head_set
UPDATE journal_head SET n = :n, mac = :mac WHERE id = 1;

-- :name journal_insert
INSERT INTO journal(n, at, who, kind, label, schema, batch, undoes, mac, changes, digest)
VALUES (:n, :at, :who, :kind, :label, :schema, :batch, :undoes, :mac, :changes, :digest);

-- :name journal_change_insert
INSERT INTO journal_change(n, i, tbl, row, client, change, mac)
VALUES (:n, :i, :tbl, :row, :client, :change, x'');

-- :name journal_header_find
SELECT code FROM journal_header WHERE tbl = :tbl AND header = :header;

-- :name journal_header_count
SELECT count(*) AS n FROM journal_header;

-- :name journal_header_insert
INSERT INTO journal_header(code, tbl, header) VALUES (:code, :tbl, :header);

-- :name journal_entry
SELECT at, who, kind, label, schema, batch, undoes, mac FROM journal WHERE n = :n;

-- :name journal_writer
SELECT j.at, s.name FROM journal j LEFT JOIN staff s ON s.id = j.who WHERE j.n = :n;

-- :name journal_all
SELECT n, at, who, kind, label, schema, batch, undoes, changes, digest, mac
  FROM journal ORDER BY n;

-- :name journal_changes_all
SELECT c.n, c.row, h.header, c.change, c.i, h.tbl, c.client, c.mac
  FROM journal_change c LEFT JOIN journal_header h ON h.code = c.tbl ORDER BY c.n, c.i;

-- :name journal_changes
SELECT c.n, c.row, h.header, c.change, c.i, h.tbl, c.client, c.mac, j.changes, j.digest
  FROM journal j JOIN journal_change c ON c.n = j.n
  LEFT JOIN journal_header h ON h.code = c.tbl
 WHERE j.n = :n ORDER BY c.i;

-- :name journal_change_of_row
SELECT c.n, c.row, h.header, c.change
  FROM journal_header h JOIN journal_change c ON c.tbl = h.code
 WHERE h.tbl = :tbl AND c.row = :row AND c.n = :n;

-- :name journal_row_history
SELECT c.n, c.row, h.header, c.change, j.at, j.who, j.kind, j.label
  FROM journal_header h JOIN journal_change c ON c.tbl = h.code JOIN journal j ON j.n = c.n
 WHERE h.tbl = :tbl AND c.row = :row ORDER BY c.n;

-- Of a whole table. Those with its newest header, mostly all, come by the index in this
-- order; sorted, they would all be in memory at once.
-- :name journal_table_changes
WITH newest(code) AS (SELECT code FROM journal_header WHERE tbl = :tbl
                       ORDER BY CAST(code AS INTEGER) DESC LIMIT 1)
SELECT c.n, c.row, h.header, c.change
  FROM journal_header h CROSS JOIN journal_change c ON c.tbl = h.code
 WHERE h.code = (SELECT code FROM newest)
UNION ALL
SELECT c.n, c.row, h.header, c.change
  FROM journal_header h CROSS JOIN journal_change c ON c.tbl = h.code
 WHERE h.tbl = :tbl AND h.code <> (SELECT code FROM newest)
 ORDER BY 2, 1;

-- This person's newest change that is neither an undo nor undone.
-- (An undo that was itself undone no longer counts; a merge is taken apart by the entry that
-- made the two one last, which may be a redo: it stands after an even number of steps.)
-- :name journal_undo_next
SELECT j.n FROM journal j
 WHERE j.who = :who AND j.kind NOT IN ('undo', 'redo', 'load', 'note', 'read') AND j.n > :after
   AND j.n < :before
   AND EXISTS (SELECT 1 FROM journal_change c WHERE c.n = j.n)
   AND (WITH RECURSIVE back(n, step) AS (SELECT j.n, 0 UNION ALL
          SELECT (SELECT max(u.n) FROM journal u WHERE u.undoes = back.n), step + 1
            FROM back WHERE back.n IS NOT NULL)
        SELECT max(step) % 2 FROM back) = 1
 ORDER BY j.n DESC LIMIT 1;

-- A receipt closed here of which entry :n wrote the head or a line; void ones last.
-- (CROSS makes SQLite search by the entry, not through all changes of the table.) Of a merge
-- there is none: that goes back otherwise (db/merge_back.c).
-- :name journal_receipt
SELECT id, state, number FROM receipt
 WHERE id IN (SELECT c.row FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
               WHERE c.n = :n AND h.tbl = 'receipt'
              UNION ALL
              SELECT l.receipt FROM journal_change c
               CROSS JOIN journal_header h ON h.code = c.tbl
               CROSS JOIN receipt_line l ON l.id = c.row
               WHERE c.n = :n AND h.tbl = 'receipt_line')
   AND origin = 'here' AND state <> 'open' AND number IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM journal_change m CROSS JOIN journal_header g ON g.code = m.tbl
        WHERE m.n = :n AND g.tbl = 'client_merge')
   AND (SELECT kind FROM journal WHERE n = :n) <> 'erase'
 ORDER BY state, id LIMIT 1;

-- A table in which entry :n wrote a row that must not change: an emergency view, a use of
-- pictures, a signature, a second look, an override, an overridden screening. Not of an
-- erasure, which is not passed over.
-- :name journal_stays
SELECT h.tbl FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
 WHERE c.n = :n AND (h.tbl IN ('emergency_view', 'permission_use', 'signature', 'rule_override',
       'second_look') OR
       (h.tbl = 'screening' AND EXISTS (SELECT 1 FROM screening s
         WHERE s.id = c.row AND s.override_by IS NOT NULL)))
   AND NOT EXISTS (SELECT 1 FROM journal_change m CROSS JOIN journal_header g ON g.code = m.tbl
        WHERE m.n = :n AND g.tbl = 'client_merge')
   AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.n = c.n AND j.kind = 'erase')
 LIMIT 1;

-- A payment that entry :n wrote for a closed receipt, on another day.
-- :name journal_payment
SELECT y.date FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
  CROSS JOIN payment y ON y.id = c.row JOIN receipt r ON r.id = y.receipt
 WHERE c.n = :n AND h.tbl = 'payment' AND r.origin = 'here' AND r.state <> 'open'
   AND r.number IS NOT NULL AND y.date <> :today
   AND (SELECT kind FROM journal WHERE n = :n) <> 'erase'
 LIMIT 1;

-- :name journal_undone
WITH RECURSIVE back(n, step) AS (SELECT :n, 0 UNION ALL
       SELECT (SELECT max(u.n) FROM journal u WHERE u.undoes = back.n), step + 1
         FROM back WHERE back.n IS NOT NULL)
SELECT 1 FROM back GROUP BY NULL HAVING max(step) % 2 = 0;

-- This person's entries, newest first, for redo. Entries that changed nothing (a page
-- read, a report) do not count between an undo and its redo.
-- :name journal_of_person
SELECT j.n, j.kind FROM journal j
 WHERE j.who = :who AND j.n > :after AND j.kind <> 'read'
   AND EXISTS (SELECT 1 FROM journal_change c WHERE c.n = j.n)
 ORDER BY j.n DESC;

-- The newest later change to a row that an entry wrote, because of which the entry
-- cannot be undone.
-- :name journal_changed_since
SELECT h.tbl, c.row, j.at, s.name
  FROM journal_change o CROSS JOIN journal_header w ON w.code = o.tbl
  CROSS JOIN journal_header h ON h.tbl = w.tbl
  CROSS JOIN journal_change c ON c.tbl = h.code AND c.row = o.row AND c.n > o.n
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

-- The sum that a load journalled for a table, under row 0; then what erasures told of it.
-- :name journal_load_sum
SELECT c.change FROM journal_header h JOIN journal_change c ON c.tbl = h.code
 WHERE h.tbl = :tbl AND c.row = 0 ORDER BY c.n;

-- Which changes erasures blanked.
-- :name journal_erased
SELECT change FROM journal_change WHERE tbl = 'erased' AND row = 0;

-- The newest looks at a client, and whose they were.
-- :name journal_read_lately
SELECT j.at, j.who FROM journal_change c JOIN journal j ON j.n = c.n
 WHERE c.tbl = 'read' AND c.row = :client ORDER BY c.n DESC LIMIT :most;

-- Whom an entry of looks is about, when, and what was looked at; a blanked one: nothing.
-- :name journal_looks
SELECT c.row AS client, k.id AS known, k.given, k.family, k.preferred,
       coalesce(CAST(CAST(c.change AS TEXT) AS INTEGER), j.at) AS at,
       substr(CAST(c.change AS TEXT), instr(CAST(c.change AS TEXT), ' ') + 1) AS what
  FROM journal_change c JOIN journal j ON j.n = c.n LEFT JOIN client k ON k.id = c.row
 WHERE c.n = :n AND c.tbl = 'read' ORDER BY c.i;

-- Whose records an entry wrote, and what it did to them.
-- :name journal_records
SELECT c.n, c.row, h.header, c.change, h.tbl
  FROM journal_change c LEFT JOIN journal_header h ON h.code = c.tbl
 WHERE c.n = :n ORDER BY c.i;

-- The newest entry of a kind; by the place of entries, since there are few such.
-- :name journal_newest_of_kind
SELECT n, at, label FROM journal WHERE kind = :kind ORDER BY n DESC LIMIT 1;
