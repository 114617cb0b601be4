-- Two records of one client: where one leads, and what is stricter of both.

-- :name merge_leads
WITH RECURSIVE lead(id, step) AS (
  SELECT :client, 0
  UNION ALL
  SELECT m.stays, step + 1 FROM lead JOIN client_merge m ON m.gone = lead.id
   WHERE m.ended_at IS NULL AND step < 100)
SELECT id FROM lead ORDER BY step DESC LIMIT 1;

-- The merge by which a client went; none: they are one of their own.
-- :name merge_of
SELECT version, stays FROM client_merge WHERE gone = :client AND ended_at IS NULL;

-- What others, merged into this client, were called and reached by.
-- :name merge_names
WITH RECURSIVE came(id) AS (
  SELECT gone FROM client_merge WHERE stays = :client AND ended_at IS NULL
  UNION
  SELECT m.gone FROM came JOIN client_merge m ON m.stays = came.id WHERE m.ended_at IS NULL)
SELECT c.given, c.family, c.preferred, c.phone, c.email, c.external_id
  FROM came JOIN client c ON c.id = came.id ORDER BY c.id;

-- Those who were merged into a client, the newest first.
-- :name merge_came
SELECT id FROM client_merge WHERE stays = :client AND ended_at IS NULL ORDER BY id DESC;

-- Does entry :n erase the client?
-- :name merge_erased
SELECT 1 FROM erasure WHERE client = :client AND version = :n;

-- Did another entry than :n erase the client?
-- :name merge_was_erased
SELECT 1 FROM erasure WHERE client = :client AND version <> :n;

-- Merges that stand, the newest first.
-- :name merge_standing
SELECT stays, gone, at FROM client_merge WHERE ended_at IS NULL ORDER BY id DESC LIMIT 200;

-- The merge in which a client went that stands, which may have been made again after others,
-- else the one that was taken apart last.
-- :name merge_last
SELECT id FROM client_merge WHERE gone = :client
 ORDER BY ended_at IS NOT NULL, ended_at DESC, id DESC LIMIT 1;

-- Permissions of one that stand although the other record's, for the same purpose, was
-- withdrawn later. (Of consents the newest withdrawal counts by itself.)
-- :name merge_permissions
SELECT c.id, max(w.revoked_on) AS revoked_on
  FROM permission c JOIN permission w ON w.client = :other AND w.purpose = c.purpose
   AND w.revoked_on >= c.given_on
 WHERE c.client = :client AND c.revoked_on IS NULL
 GROUP BY c.id;

-- Does the newest screening of one stop what a newer one of the other allows?
-- :name merge_screened
SELECT 1 FROM screening_says n JOIN checklist k ON k.id = n.checklist
 WHERE n.client = :client AND n.allows_from IS NULL AND n.valid_until >= :today
   AND NOT EXISTS (SELECT 1 FROM screening s JOIN checklist l ON l.id = s.checklist
        WHERE s.client = :client AND l.code = k.code AND (s.date, s.id) > (n.date, n.id))
   AND EXISTS (SELECT 1 FROM screening_says s JOIN checklist l ON l.id = s.checklist
        WHERE s.client = :other AND l.code = k.code AND (s.date, s.id) > (n.date, n.id)
          AND s.allows_from IS NOT NULL)
 LIMIT 1;

-- Was the visit signed after journal entry :n?
-- :name merge_signed
SELECT 1 FROM session_signed g JOIN signature s ON s.id = g.signature
 WHERE g.session = :session AND s.version > :n;

-- Visits of one coming that are of two clients.
-- :name merge_comings
SELECT s.id FROM session s JOIN session f ON f.id = s.joined
 WHERE s.client IN (:stays, :gone) AND s.joined IS NOT NULL AND f.client <> s.client
UNION
SELECT s.id FROM session f JOIN session s ON s.joined = f.id
 WHERE f.client IN (:stays, :gone) AND f.client <> s.client;

-- :name merge_addresses
SELECT id, state FROM subscriber WHERE client IN (:client, :other) ORDER BY id;

-- Half-typed forms about a client.
-- :name merge_drafts
SELECT count(*) AS n FROM draft WHERE type = 'client' AND record = :client;

-- :name apart_of
SELECT 1 FROM client_apart WHERE first = :first AND second = :second;
