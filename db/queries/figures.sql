-- The monthly report on the screen: days for its bars, the records behind a figure.
-- monthly.sql has the conditions of each figure; a page of rows begins after a key.

-- :name figures_sessions
SELECT date, count(*) AS n FROM session
 WHERE date BETWEEN :first AND :last AND status = 'done' GROUP BY date;

-- :name figures_sales
SELECT r.date, sum(l.amount) AS net
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
 WHERE r.date BETWEEN :first AND :last AND r.state = 'closed' GROUP BY r.date;

-- :name figures_rows_sessions
SELECT x.id, x.key, x.id AS key_id, x.date, x.start, x.status,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS who,
       v.name AS service, f.name AS staff
  FROM (SELECT s.id, s.date, s.start, s.status, s.client, s.service, s.staff,
               s.date || printf(' %04d', coalesce(s.start, 0)) AS key
          FROM session s LEFT JOIN service w ON w.id = s.service
         WHERE s.date BETWEEN max(:first, coalesce(substr(:after, 1, 10), '')) AND :last
           AND (s.date || printf(' %04d', coalesce(s.start, 0)), s.id)
             > (coalesce(:after, ''), :after_id)
           AND CASE :which WHEN 'all' THEN 1
             WHEN 'booked' THEN s.status IN ('booked', 'confirmed', 'here', 'in_treatment')
             WHEN 'late' THEN s.status = 'cancelled' AND s.late
             WHEN 'assumed' THEN s.status = 'done' AND s.minutes_assumed
             WHEN 'no_outcome' THEN s.status IN ('booked', 'confirmed', 'here', 'in_treatment')
               AND (s.date < :today OR (s.date = :today
                 AND coalesce(s.start + s.minutes, 1440) <= :minutes))
             WHEN 'unscreened' THEN s.status = 'done' AND s.origin <> 'import'
               AND w.checklist IS NOT NULL
               AND NOT coalesce((SELECT n.valid_until >= s.date
                   AND (n.verdict IN ('ok', 'caution')
                     OR (n.verdict = 'defer' AND n.eligible_on <= s.date)
                     OR (n.override_by IS NOT NULL AND n.verdict <> 'incomplete'))
                 FROM screening n JOIN checklist k ON k.id = n.checklist
                WHERE n.client = s.client AND n.date <= s.date AND k.code = w.checklist
                ORDER BY n.date DESC, n.id DESC LIMIT 1), 0)
             ELSE s.status = :which END
         ORDER BY key, s.id LIMIT :limit) x
  LEFT JOIN client c ON c.id = x.client
  LEFT JOIN service v ON v.id = x.service
  LEFT JOIN staff f ON f.id = x.staff
 ORDER BY x.key, x.id;

-- :name figures_rows_clients
SELECT x.id, x.key, x.id AS key_id, x.visits, x.last_visit, x.first_visit, c.phone,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS who
  FROM (SELECT d.client AS id, k.sort_key AS key, d.visits, d.last_visit, t.first_visit
          FROM (SELECT client, count(*) AS visits, max(date) AS last_visit FROM
                  (SELECT client, date FROM session
                    WHERE date BETWEEN :first AND :last AND status = 'done'
                      AND client IS NOT NULL
                   UNION
                   SELECT r.client, r.date FROM receipt r
                    WHERE r.date BETWEEN :first AND :last AND r.state = 'closed'
                      AND r.client IS NOT NULL
                      AND EXISTS (SELECT 1 FROM receipt_line l WHERE l.receipt = r.id))
                 GROUP BY client) d
          JOIN client_stat t ON t.client = d.client
          JOIN client_key k ON k.client = d.client
         WHERE (k.sort_key, d.client) > (coalesce(:after, ''), :after_id)
           AND CASE :which WHEN 'new' THEN t.first_visit >= :first
             WHEN 'returning' THEN t.first_visit < :first ELSE 1 END
         ORDER BY k.sort_key, d.client LIMIT :limit) x
  JOIN client c ON c.id = x.id
 ORDER BY x.key, x.id;

-- One row for each line; opening it opens its receipt.
-- :name figures_rows_sales
SELECT r.id, r.date || printf(' %012d', r.id) AS key, l.id AS key_id, r.number, r.date,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS who,
       coalesce(v.name, p.name, l.description) AS item, f.name AS staff, l.amount
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
  LEFT JOIN client c ON c.id = r.client
  LEFT JOIN service v ON v.id = l.service
  LEFT JOIN product p ON p.id = l.product
  LEFT JOIN staff f ON f.id = l.staff
 WHERE r.date BETWEEN max(:first, coalesce(substr(:after, 1, 10), '')) AND :last
   AND r.state = 'closed'
   AND (r.date || printf(' %012d', r.id), l.id) > (coalesce(:after, ''), :after_id)
   AND (:which = 'all' OR (l.product IS NOT NULL AND l.service IS NULL))
 ORDER BY r.date, r.id, l.id LIMIT :limit;

-- :name figures_rows_payments
SELECT r.id, y.date AS key, y.id AS key_id, y.date, r.number, y.method, y.amount
  FROM payment y JOIN receipt r ON r.id = y.receipt
 WHERE y.date BETWEEN max(:first, coalesce(:after, '')) AND :last AND :which = 'all'
   AND (y.date, y.id) > (coalesce(:after, ''), :after_id)
 ORDER BY y.date, y.id LIMIT :limit;

-- :name figures_rows_screening
SELECT n.id, n.date AS key, n.id AS key_id, n.date, n.verdict, n.eligible_on,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS who,
       b.name AS entered_by, o.name AS override_by
  FROM screening n JOIN client c ON c.id = n.client
  LEFT JOIN staff b ON b.id = n.entered_by
  LEFT JOIN staff o ON o.id = n.override_by
 WHERE n.date BETWEEN max(:first, coalesce(:after, '')) AND :last
   AND (n.date, n.id) > (coalesce(:after, ''), :after_id)
   AND CASE :which WHEN 'block' THEN n.verdict = 'block'
     WHEN 'overridden' THEN n.override_by IS NOT NULL ELSE 1 END
 ORDER BY n.date, n.id LIMIT :limit;

-- The unary + keeps SQLite from walking all reviews by number.
-- :name figures_rows_reviews
SELECT r.id, '' AS key, r.id AS key_id, r.asked_on, r.received_at, r.stars, r.text,
       r.replied_at,
       coalesce(r.author, trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''),
         ', ')) AS who
  FROM review r LEFT JOIN client c ON c.id = r.client
 WHERE (r.asked_on BETWEEN :first AND :last
        OR (r.received_at >= :from AND r.received_at < :until))
   AND +r.id > :after_id AND coalesce(:after, '') = ''
   AND CASE :which WHEN 'asked' THEN coalesce(r.asked_on BETWEEN :first AND :last, 0)
     ELSE coalesce(r.received_at >= :from AND r.received_at < :until, 0)
       AND CASE :which WHEN 'rated' THEN r.stars IS NOT NULL
         WHEN 'replied' THEN r.reply IS NOT NULL OR r.replied_at IS NOT NULL
         WHEN 'timed' THEN r.replied_at IS NOT NULL ELSE 1 END END
 ORDER BY r.id LIMIT :limit;

-- Addresses in a state at the month's end, by the newest event before it.
-- :name figures_rows_addresses
SELECT s.id, '' AS key, s.id AS key_id, s.email, e.state, e.at, e.source
  FROM subscriber s CROSS JOIN consent_event e
    ON e.id = (SELECT n.id FROM consent_event n
                WHERE n.subscriber = s.id AND n.at < :until
                ORDER BY n.at DESC, n.id DESC LIMIT 1)
 WHERE s.id > :after_id AND coalesce(:after, '') = '' AND e.state = :which
 ORDER BY s.id LIMIT :limit;

-- Events of the month: into or out of subscribed, or the opt-outs that count.
-- :name figures_rows_consents
SELECT s.id, printf('%012d', e.at) AS key, e.id AS key_id, e.at, s.email, e.state, e.source,
       f.name AS staff
  FROM consent_event e JOIN subscriber s ON s.id = e.subscriber
  LEFT JOIN staff f ON f.id = e.who
 WHERE e.at >= :from AND e.at < :until
   AND (printf('%012d', e.at), e.id) > (coalesce(:after, ''), :after_id)
   AND CASE :which WHEN 'opt_out' THEN e.state = 'unsubscribed' AND e.source <> 'import'
     ELSE (e.state = 'subscribed') <> coalesce((SELECT b.state FROM consent_event b
         WHERE b.subscriber = e.subscriber AND (b.at, b.id) < (e.at, e.id)
         ORDER BY b.at DESC, b.id DESC LIMIT 1) = 'subscribed', 0) END
 ORDER BY e.at, e.id LIMIT :limit;
