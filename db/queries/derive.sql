-- Derived data: sort keys, search, counts. Written by db/derive.c alone.

-- :name derive_client_names
SELECT c.id, c.given, c.family, c.preferred, c.phone, c.email, c.external_id, c.tags, c.archived,
       (SELECT phone_prefix FROM practice WHERE id = 1) AS phone_prefix,
       EXISTS (SELECT 1 FROM client_merge m WHERE m.stays = c.id AND m.ended_at IS NULL) AS merged
  FROM client c WHERE c.id = :client;

-- Every client, with what is derived from it as it is now. (The index's own text is read
-- where it is kept: by the index it is looked up for each client.)
-- :name derive_clients
SELECT c.id, c.given, c.family, c.preferred, c.phone, c.email, c.external_id, c.tags, c.archived,
       (SELECT phone_prefix FROM practice WHERE id = 1) AS phone_prefix,
       c.first_visit AS said_first,
       EXISTS (SELECT 1 FROM client_merge m WHERE m.stays = c.id AND m.ended_at IS NULL) AS merged,
       k.client AS has_key, k.archived AS key_archived, k.sort_key, k.phone_key,
       f.id AS has_words, f.c0 AS names, f.c1 AS digits, f.c2 AS other,
       s.client AS has_stat, s.sessions_done, s.no_shows, s.late_cancels, s.visits,
       s.first_visit, s.last_visit
  FROM client c
  LEFT JOIN client_key k ON k.client = c.id
  LEFT JOIN client_search_content f ON f.id = c.id
  LEFT JOIN client_stat s ON s.client = c.id
 ORDER BY c.id;

-- (No REPLACE: its statement journal would write the search index, which changes
-- between two of these, to the disk for each client.)
-- :name derive_key_put
INSERT INTO client_key(client, archived, sort_key, phone_key)
VALUES (:client, :archived, coalesce(:sort_key, ''), coalesce(:phone_key, ''))
ON CONFLICT(client) DO UPDATE SET archived = excluded.archived,
  sort_key = excluded.sort_key, phone_key = excluded.phone_key
 WHERE (archived, sort_key, phone_key) IS NOT
  (excluded.archived, excluded.sort_key, excluded.phone_key);

-- :name derive_key_delete
DELETE FROM client_key WHERE client = :client;

-- :name derive_search_insert
INSERT INTO client_search(rowid, names, digits, other)
VALUES (:client, :names, :digits, :other);

-- What the search index has of a client, where it keeps it.
-- :name derive_search_get
SELECT c0 AS names, c1 AS digits, c2 AS other FROM client_search_content WHERE id = :client;

-- :name derive_search_delete
DELETE FROM client_search WHERE rowid = :client;

-- A visit is a day with a session done or a line of a closed receipt (practice's
-- definition of visits); the first one may have been imported.
-- :name derive_stat_compute
SELECT (SELECT count(*) FROM session WHERE client = :client AND status = 'done') AS sessions_done,
       (SELECT count(*) FROM session WHERE client = :client AND status = 'no_show') AS no_shows,
       (SELECT count(*) FROM visit WHERE client = :client AND cancelled_late) AS late_cancels,
       v.visits, v.last_visit,
       CASE WHEN c.first_visit IS NOT NULL AND (v.first_visit IS NULL OR c.first_visit < v.first_visit)
            THEN c.first_visit ELSE v.first_visit END AS first_visit
  FROM client c,
       (SELECT count(*) AS visits, min(date) AS first_visit, max(date) AS last_visit FROM
          (SELECT date FROM session WHERE client = :client AND status = 'done'
           UNION
           SELECT r.date FROM receipt r WHERE r.client = :client AND r.state = 'closed'
              AND EXISTS (SELECT 1 FROM receipt_line l WHERE l.receipt = r.id))) v
 WHERE c.id = :client;

-- The same for all clients at once, from the sessions and the receipts in their own order
-- (db/tally.c); ids beyond :most are left out.
-- :name derive_all_sessions
SELECT client, status = 'done' AS done, status = 'no_show' AS no_show, cancelled_late, date
  FROM visit WHERE +client BETWEEN 1 AND :most;

-- :name derive_all_receipts
SELECT r.client, r.date FROM receipt r
 WHERE +r.client BETWEEN 1 AND :most AND +r.state = 'closed'
   AND EXISTS (SELECT 1 FROM receipt_line l WHERE l.receipt = r.id);

-- :name derive_stat_put
INSERT INTO client_stat(client, sessions_done, no_shows, late_cancels, visits, first_visit, last_visit)
VALUES (:client, :sessions_done, :no_shows, :late_cancels, :visits, :first_visit, :last_visit)
ON CONFLICT(client) DO UPDATE SET sessions_done = excluded.sessions_done,
  no_shows = excluded.no_shows, late_cancels = excluded.late_cancels, visits = excluded.visits,
  first_visit = excluded.first_visit, last_visit = excluded.last_visit
 WHERE (sessions_done, no_shows, late_cancels, visits, first_visit, last_visit) IS NOT
  (excluded.sessions_done, excluded.no_shows, excluded.late_cancels, excluded.visits,
   excluded.first_visit, excluded.last_visit);

-- :name derive_stat_delete
DELETE FROM client_stat WHERE client = :client;

-- :name derive_total_add
INSERT INTO kept_total(name, n) VALUES (:name, :n)
ON CONFLICT(name) DO UPDATE SET n = n + excluded.n;

-- :name derive_total_get
SELECT n FROM kept_total WHERE name = :name;

-- :name derive_clear_keys
DELETE FROM client_key;

-- :name derive_clear_search
DELETE FROM client_search;

-- :name derive_clear_stats
DELETE FROM client_stat;

-- :name derive_clear_totals
DELETE FROM kept_total;

-- How the search index is declared.
-- :name check_search_declared
SELECT sql FROM sqlite_schema WHERE name = 'client_search';

-- Rows of derived tables without their client.
-- :name derive_orphans
SELECT 'client_key' AS name, k.client AS client FROM client_key k WHERE NOT EXISTS (SELECT 1 FROM client WHERE id = k.client)
UNION ALL
SELECT 'client_stat', s.client FROM client_stat s WHERE NOT EXISTS (SELECT 1 FROM client WHERE id = s.client)
UNION ALL
SELECT 'client_due', d.client FROM client_due d WHERE NOT EXISTS (SELECT 1 FROM client WHERE id = d.client)
UNION ALL
SELECT 'client_series', q.client FROM client_series q WHERE NOT EXISTS (SELECT 1 FROM client WHERE id = q.client)
UNION ALL
SELECT 'client_search', f.id FROM client_search_content f WHERE NOT EXISTS (SELECT 1 FROM client WHERE id = f.id);

-- The newsletter (db/consents.c). Its states are kept_total's rows "subscriber STATE".
-- :name derive_state_add
INSERT INTO kept_total(name, n) VALUES ('subscriber ' || :state, :n)
ON CONFLICT(name) DO UPDATE SET n = n + excluded.n;

-- :name derive_consent_of
SELECT subscriber FROM consent_event WHERE id = :event;

-- What a new event changes: its own quarter of an hour, and the one of the event that it
-- comes before. Events are put in the order of their numbers.
-- :name derive_subscribed_add
INSERT INTO kept_subscribed(slot, n)
SELECT slot, n FROM (
  WITH one AS (
    SELECT x.id, x.subscriber, x.at, (x.state = 'subscribed') - coalesce(
           (SELECT b.state = 'subscribed' FROM consent_event b
             WHERE b.subscriber = x.subscriber AND (b.at, b.id) < (x.at, x.id) AND b.id < x.id
             ORDER BY b.at DESC, b.id DESC LIMIT 1), 0) AS change
      FROM consent_event x WHERE x.id = :event)
  SELECT at / 900 AS slot, change AS n FROM one
  UNION ALL
  SELECT (SELECT a.at / 900 FROM consent_event a
           WHERE a.subscriber = one.subscriber AND a.at > one.at AND a.id < one.id
           ORDER BY a.at, a.id LIMIT 1), -change FROM one)
 WHERE slot IS NOT NULL AND n <> 0
ON CONFLICT(slot) DO UPDATE SET n = n + excluded.n;

-- :name derive_opt_out_clear
DELETE FROM kept_opt_out
 WHERE event IN (SELECT id FROM consent_event WHERE subscriber = :subscriber);

-- :name derive_opt_out_put
INSERT INTO kept_opt_out(event) SELECT event FROM opt_out WHERE subscriber = :subscriber;

-- :name derive_clear_subscribed
DELETE FROM kept_subscribed;

-- :name derive_clear_opt_outs
DELETE FROM kept_opt_out;

-- :name derive_all_states
INSERT INTO kept_total(name, n)
SELECT 'subscriber ' || state, count(*) FROM subscriber GROUP BY state;

-- :name derive_all_subscribed
INSERT INTO kept_subscribed(slot, n)
SELECT slot, sum(change) FROM subscribed_change GROUP BY slot HAVING sum(change) <> 0;

-- :name derive_all_opt_outs
INSERT INTO kept_opt_out(event) SELECT event FROM opt_out;

-- :name derive_consents_differ
WITH now(what, key, n) AS (
  SELECT 'state', state, count(*) FROM subscriber GROUP BY state
  UNION ALL
  SELECT 'subscribed', CAST(slot AS TEXT), sum(change) FROM subscribed_change GROUP BY slot
  UNION ALL
  SELECT 'opt-out', CAST(event AS TEXT), 1 FROM opt_out),
kept(what, key, n) AS (
  SELECT 'state', substr(name, length('subscriber ') + 1), n FROM kept_total
   WHERE name >= 'subscriber ' AND name < 'subscriber!'
  UNION ALL
  SELECT 'subscribed', CAST(slot AS TEXT), n FROM kept_subscribed
  UNION ALL
  SELECT 'opt-out', CAST(event AS TEXT), 1 FROM kept_opt_out)
SELECT count(*) AS n FROM (
  SELECT * FROM (SELECT * FROM now WHERE n <> 0 EXCEPT SELECT * FROM kept)
  UNION ALL
  SELECT * FROM (SELECT * FROM kept WHERE n <> 0 EXCEPT SELECT * FROM now));

-- Who is due (db/due.c), as the view due_now says. What has not changed is not written.
-- :name derive_due_gone
DELETE FROM client_due WHERE client = :client AND service NOT IN
 (SELECT service FROM due_now WHERE client = :client);

-- :name derive_due_put
INSERT INTO client_due(client, service, kind, due, last, done, planned)
SELECT client, service, kind, due, last, done, planned FROM due_now WHERE client = :client
ON CONFLICT(client, service) DO UPDATE SET kind = excluded.kind, due = excluded.due,
  last = excluded.last, done = excluded.done, planned = excluded.planned
 WHERE (kind, due, last, done, planned) IS NOT
  (excluded.kind, excluded.due, excluded.last, excluded.done, excluded.planned);

-- Which visits of series clients have had, as the view series_now says.
-- :name derive_series_gone
DELETE FROM client_series WHERE client = :client AND session NOT IN
 (SELECT session FROM series_now WHERE client = :client);

-- :name derive_series_put
INSERT INTO client_series(client, session, date, step, planned, off)
SELECT client, session, date, step, planned, off FROM series_now WHERE client = :client
ON CONFLICT(client, session) DO UPDATE SET date = excluded.date, step = excluded.step,
  planned = excluded.planned, off = excluded.off
 WHERE (date, step, planned, off) IS NOT
  (excluded.date, excluded.step, excluded.planned, excluded.off);

-- How many rows there are is kept, so that a month need not read them all.
-- :name derive_due_count
SELECT count(*) AS n FROM client_due WHERE client = :client;

-- :name derive_all_due_total
INSERT INTO kept_total(name, n) SELECT 'client_due', count(*) FROM client_due;

-- :name derive_due_total_differs
SELECT 1 WHERE (SELECT count(*) FROM client_due) <>
               coalesce((SELECT n FROM kept_total WHERE name = 'client_due'), 0);

-- :name derive_due_clients_of
SELECT DISTINCT client FROM session WHERE service = :service AND client IS NOT NULL;

-- :name derive_clear_due
DELETE FROM client_due;

-- :name derive_clear_series
DELETE FROM client_series;

-- :name derive_all_series
INSERT INTO client_series(client, session, date, step, planned, off)
SELECT client, session, date, step, planned, off FROM series_now;

-- How many are not as the view says, and how many rows there are beside.
-- :name derive_series_differ
SELECT coalesce(sum((k.date, k.step, k.planned, k.off) IS NOT
                    (n.date, n.step, n.planned, n.off)), 0)
       + (SELECT count(*) FROM client_series) - count(k.session) AS n
  FROM series_now n
  LEFT JOIN client_series k ON k.client = n.client AND k.session = n.session;

-- :name derive_all_due
INSERT INTO client_due(client, service, kind, due, last, done, planned)
SELECT client, service, kind, due, last, done, planned FROM due_now;

-- :name derive_due_differ
WITH now AS MATERIALIZED (
  SELECT client, service, kind, due, last, done, planned FROM due_now),
kept AS (SELECT client, service, kind, due, last, done, planned FROM client_due)
SELECT client, service FROM (
  SELECT * FROM (SELECT * FROM now EXCEPT SELECT * FROM kept)
  UNION
  SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM now))
 GROUP BY client, service ORDER BY client, service;
