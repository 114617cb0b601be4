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
