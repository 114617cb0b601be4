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
