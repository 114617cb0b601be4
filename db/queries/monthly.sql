-- The monthly report. What is counted is defined with the figures, in
-- src/report/monthly.c. A month is a range of an indexed date; instants are
-- compared with the month's bounds in clinic time.

-- The newest entry that changed a record: the records as reported are what it
-- and all entries before it made.
-- :name report_journal
SELECT n, mac FROM journal WHERE n = (SELECT max(n) FROM journal_change);

-- One pass for everything that is counted by session. A screening is missing
-- when a service that asks for one was given without a newest screening that
-- holds on the day and lets the client be treated.
-- :name monthly_sessions
SELECT s.client, s.service, s.staff, s.date, s.minutes, s.minutes_assumed,
       s.status, s.late, s.not_treated_for,
       s.status IN ('booked', 'confirmed', 'here', 'in_treatment')
         AND (s.date < :today OR (s.date = :today
           AND coalesce(s.start + s.minutes, 1440) <= :minutes)) AS no_outcome,
       CASE WHEN s.status = 'done' AND s.origin <> 'import' AND v.checklist IS NOT NULL
         THEN NOT coalesce((SELECT n.valid_until >= s.date
             AND (n.verdict IN ('ok', 'caution')
               OR (n.verdict = 'defer' AND n.eligible_on <= s.date)
               OR (n.override_by IS NOT NULL AND n.verdict <> 'incomplete'))
           FROM screening n JOIN checklist k ON k.id = n.checklist
          WHERE n.client = s.client AND n.date <= s.date AND k.code = v.checklist
          ORDER BY n.date DESC, n.id DESC LIMIT 1), 0)
         ELSE 0 END AS unscreened
  FROM session s LEFT JOIN service v ON v.id = s.service
 WHERE s.date BETWEEN :first AND :last;

-- One pass for everything that is counted by line of a closed receipt. `unpaid`:
-- imported, and its payments were not.
-- :name monthly_lines
SELECT r.client, r.date, l.service, l.product, l.description, l.staff,
       l.quantity, l.amount, l.tax + l.tax2 AS tax,
       r.origin = 'import' AND l.amount + l.tax + l.tax2 <> 0
         AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.receipt = r.id) AS unpaid
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
 WHERE r.date BETWEEN :first AND :last AND r.state = 'closed';

-- :name monthly_payments
SELECT method, count(*) AS n, sum(amount) AS amount
  FROM payment WHERE date BETWEEN :first AND :last GROUP BY method ORDER BY method;

-- What became of a client seen, after the last visit of the month (:visit). A
-- visit that follows is looked for only where there is one. `rebooked` is 1, 0,
-- or NULL when the only later sessions do not say when they were booked.
-- :name monthly_client
SELECT t.first_visit, c.referral,
       CASE WHEN t.last_visit > :visit THEN
         (SELECT s.date FROM session s
           WHERE s.client = :client AND s.date > :visit AND s.status = 'done'
           ORDER BY s.date LIMIT 1) END AS next_session,
       CASE WHEN t.last_visit > :visit THEN
         (SELECT r.date FROM receipt r
           WHERE r.client = :client AND r.date > :visit AND r.state = 'closed'
             AND EXISTS (SELECT 1 FROM receipt_line l WHERE l.receipt = r.id)
           ORDER BY r.date LIMIT 1) END AS next_receipt,
       (SELECT CASE WHEN max(s.booked_on <= :last) THEN 1
                    WHEN max(s.booked_on IS NULL) THEN NULL ELSE 0 END
          FROM session s
         WHERE s.client = :client AND s.date > :visit
           AND NOT (s.status = 'cancelled' AND coalesce(s.cancelled_on <= :last, 1)))
         AS rebooked
  FROM client c JOIN client_stat t ON t.client = c.id
 WHERE c.id = :client;

-- :name monthly_screenings
SELECT verdict, count(*) AS n, sum(override_by IS NOT NULL) AS overridden
  FROM screening WHERE date BETWEEN :first AND :last GROUP BY verdict;

-- :name monthly_overrides
SELECT n.date, n.client, n.verdict, f.name AS by, n.override_reason
  FROM screening n LEFT JOIN staff f ON f.id = n.override_by
 WHERE n.date BETWEEN :first AND :last AND n.override_by IS NOT NULL
 ORDER BY n.date, n.id;

-- :name monthly_reviews
SELECT coalesce(asked_on BETWEEN :first AND :last, 0) AS asked,
       coalesce(received_at >= :from AND received_at < :until, 0) AS received,
       received_at IS NOT NULL AS answered,
       stars, reply IS NOT NULL OR replied_at IS NOT NULL AS replied,
       replied_at - received_at AS reply_seconds
  FROM review
 WHERE asked_on BETWEEN :first AND :last
    OR (received_at >= :from AND received_at < :until);

-- States of the newsletter at an instant: each address's newest event before it.
-- :name monthly_newsletter
SELECT state, count(*) AS n FROM
  (SELECT (SELECT e.state FROM consent_event e
            WHERE e.subscriber = s.id AND e.at < :at
            ORDER BY e.at DESC, e.id DESC LIMIT 1) AS state
     FROM subscriber s)
 WHERE state IS NOT NULL GROUP BY state;

-- The longest time from an opt-out to its entry here. Opt-outs that came from the
-- sender's own list, or with a whole file, were known to the sender before.
-- :name monthly_opt_out
SELECT max(j.at - e.at) AS seconds
  FROM consent_event e JOIN journal j ON j.n = e.version
 WHERE e.at >= :from AND e.at < :until AND e.state = 'unsubscribed'
   AND e.source <> 'import' AND j.kind <> 'load';
