-- A person's rights: how long records are kept, holds, erasures (practice/rights.c, db/erase.c).

-- :name keeping_of_client
SELECT c.born, s.last_visit AS last, h.since AS held, h.reason,
       (SELECT min(onset) FROM adverse_event WHERE client = c.id AND resolved IS NULL) AS event,
       (SELECT min(date) FROM visit WHERE client = c.id AND is_open AND date >= :today) AS booked,
       (SELECT min(date) FROM receipt WHERE client = c.id AND state = 'open') AS receipt,
       EXISTS (SELECT 1 FROM erasure WHERE client = c.id) AS erased
  FROM client c LEFT JOIN client_stat s ON s.client = c.id
  LEFT JOIN hold h ON h.client = c.id AND h.released_on IS NULL
 WHERE c.id = :client;

-- :name hold_of_client
SELECT id FROM hold WHERE client = :client AND released_on IS NULL;

-- Who may be past it: not who was a minor.
-- :name export_keeping_over
SELECT c.id, c.given, c.family, c.preferred
  FROM client_stat s JOIN client c ON c.id = s.client JOIN client_key k ON k.client = c.id
 WHERE s.last_visit <= :before AND NOT EXISTS (SELECT 1 FROM erasure WHERE client = c.id)
 ORDER BY k.sort_key, c.id;

-- How many may be erased today, :most at most: born before :born, so that whoever was a minor is
-- past it too.
-- :name export_keeping_count
SELECT count(*) AS n FROM (
  SELECT 1 FROM client_stat s JOIN client c ON c.id = s.client
   WHERE s.last_visit <= :before AND (c.born IS NULL OR c.born <= :born)
     AND NOT EXISTS (SELECT 1 FROM erasure WHERE client = c.id)
     AND NOT EXISTS (SELECT 1 FROM hold WHERE client = c.id AND released_on IS NULL)
     AND NOT EXISTS (SELECT 1 FROM adverse_event WHERE client = c.id AND resolved IS NULL)
     AND NOT EXISTS (SELECT 1 FROM visit WHERE client = c.id AND is_open AND date >= :today)
     AND NOT EXISTS (SELECT 1 FROM receipt WHERE client = c.id AND state = 'open')
   LIMIT :most);

-- Every entry that changed or read a record of a client, or whose label names the client: what
-- was taken away.
-- :name export_journal_of_client
SELECT j.n, j.at, coalesce(s.name, 'chairside') AS who, j.kind,
       CASE j.kind WHEN 'read' THEN 'read client ' || :client ELSE j.label END AS what,
       (SELECT group_concat(h.tbl || ' ' || c.row, ', ')
          FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
         WHERE c.n = j.n AND c.client = :client AND c.row > 0) AS records
  FROM journal j LEFT JOIN staff s ON s.id = j.who
 WHERE j.n IN (SELECT n FROM journal_change WHERE client = :client)
    OR j.label LIKE '%client ' || :client
 ORDER BY j.n;

-- :name erasure_of_client
SELECT at FROM erasure WHERE client = :client;

-- The merges by which the client is in another card: the one furthest away first.
-- :name erase_merged_into
WITH RECURSIVE went(id, stays, step) AS (
  SELECT id, stays, 0 FROM client_merge WHERE gone = :client AND ended_at IS NULL
  UNION ALL
  SELECT m.id, m.stays, step + 1 FROM went JOIN client_merge m ON m.gone = went.stays
   WHERE m.ended_at IS NULL AND step < 100)
SELECT id FROM went ORDER BY step DESC;

-- :name erase_import_rows
SELECT id FROM import_row WHERE row_id = :row AND row_table = :tbl;

-- An address that opted out, by what an erasure left of it (blank_address() in erase.c).
-- :name erased_opt_out
SELECT 1 FROM subscriber
 WHERE email COLLATE NOCASE > :keyed || '.' AND email COLLATE NOCASE < :keyed || '/'
   AND state IN ('unsubscribed', 'cleaned') LIMIT 1;

-- :name erase_attachment
DELETE FROM attachment WHERE id = :id;

-- :name erase_waiting
DELETE FROM waiting WHERE id = :id;

-- The changes of a client's records, in the order of db/verify.c; what is not blank.
-- :name export_changes_of_client
SELECT c.n, c.row, h.header, c.change, c.i, h.tbl, c.client, c.mac
  FROM journal_change c JOIN journal_header h ON h.code = c.tbl
 WHERE c.client IN (WITH RECURSIVE card(id) AS (SELECT :client UNION
         SELECT m.gone FROM client_merge m JOIN card ON m.stays = card.id
          WHERE m.ended_at IS NULL) SELECT id FROM card)
   AND c.change IS NOT NULL;

-- What changed, while the two were one, in the card that stayed of each merge that was taken
-- apart: of the client's cards, and of a card that had them then. A row that is given to one of
-- the two later writes the merge's record too, and is not its end.
-- :name export_changes_of_merged
WITH RECURSIVE card(id) AS (SELECT :client UNION
       SELECT m.gone FROM client_merge m JOIN card ON m.stays = card.id
        WHERE m.ended_at IS NULL),
     wrote(id, n) AS (
       SELECT d.row, d.n FROM journal_header g JOIN journal_change d ON d.tbl = g.code
        WHERE g.tbl = 'client_merge'),
     gave(n) AS (
       SELECT w.n FROM wrote w JOIN journal j ON j.n = w.n WHERE j.label LIKE 'give %'
        UNION
       SELECT j.n FROM gave JOIN journal j ON j.undoes = gave.n),
     former(id, gone, stays, first, last) AS (
       SELECT m.id, m.gone, m.stays, min(w.n), max(w.n)
         FROM client_merge m JOIN wrote w ON w.id = m.id AND w.n NOT IN gave
        WHERE m.ended_at IS NOT NULL GROUP BY m.id),
     copied(id, stays, first, last) AS (
       SELECT f.id, f.stays, f.first, f.last FROM card JOIN former f ON f.gone = card.id
        UNION
       SELECT f.id, f.stays, f.first, f.last FROM copied m JOIN former f
           ON f.gone = m.stays AND f.first BETWEEN m.first AND m.last)
SELECT c.n, c.row, h.header, c.change, c.i, h.tbl, c.client, c.mac, m.id AS merge, m.first
  FROM copied m JOIN journal_header h ON h.tbl = 'client'
  JOIN journal_change c ON c.tbl = h.code AND c.row = m.stays
   AND c.n BETWEEN m.first AND m.last
 WHERE c.change IS NOT NULL AND m.stays NOT IN (SELECT id FROM card)
 ORDER BY m.id, c.n;

-- :name erase_changes_of_row
SELECT c.n, c.row, h.header, c.change, c.i, h.tbl, c.client, c.mac
  FROM journal_header h JOIN journal_change c ON c.tbl = h.code
 WHERE h.tbl = :tbl AND c.row = :row AND c.change IS NOT NULL;

-- :name erase_change
UPDATE journal_change SET change = NULL, mac = :mac WHERE n = :n AND i = :i;

-- The index of words is made anew from its text: nothing of what was removed is left in it.
-- :name erase_search
INSERT INTO client_search(client_search) VALUES ('rebuild');

-- :name export_drafts
SELECT id, type, record, title || char(10) || fields || char(10) || extra AS text FROM draft;

-- :name erase_draft
DELETE FROM draft WHERE id = :id;

-- :name erase_draft_file
SELECT json_extract(:json, '$.type') AS type, json_extract(:json, '$.record') AS record
 WHERE json_valid(:json);

-- :name erase_files
SELECT DISTINCT a.digest FROM attachment a
 WHERE a.client = :client AND NOT EXISTS (SELECT 1 FROM attachment o
   WHERE o.digest = a.digest AND o.client <> :client);

-- :name erase_has_file
SELECT 1 FROM attachment WHERE client = :client AND digest = :digest;
