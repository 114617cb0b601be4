-- The monthly report. What is counted is defined with the figures, in
-- src/report/monthly.c. A month is a range of an indexed date; instants are
-- compared with the month's bounds in clinic time.

-- The newest entry that changed a record: the report shows the records as of this
-- entry.
-- :name report_journal
SELECT n, mac FROM journal
 WHERE n = (SELECT n FROM journal_change WHERE n > 0 AND tbl <> 'read' ORDER BY n DESC LIMIT 1);

-- Has an entry after :after touched one of the tables that :reads names?
-- :name report_touched
SELECT 1 FROM journal_change c CROSS JOIN journal_header h ON h.code = c.tbl
 WHERE c.n > :after AND instr(:reads, ' ' || h.tbl || ' ') > 0 LIMIT 1;

-- One pass for everything that is counted by session; the rules are in the view `visit`.
-- :name monthly_sessions
SELECT s.client, s.service, s.staff, s.minutes, s.minutes_assumed, s.status,
       s.cancelled_late, s.not_treated_for, s.due, s.unscreened, s.late_fee,
       s.stopped IS NOT NULL AS stopped, s.date
  FROM visit s
 WHERE s.date BETWEEN :first AND :last;

-- One pass for everything that is counted by line of a closed receipt. `unpaid`: it
-- was imported without its payments.
-- :name monthly_lines
SELECT r.client, l.product, l.service, l.description, l.staff,
       l.quantity, l.amount, l.tax + l.tax2 AS tax,
       r.origin = 'import' AND l.amount + l.tax + l.tax2 <> 0
         AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.receipt = r.id) AS unpaid, r.date
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
 WHERE r.date BETWEEN :first AND :last AND r.state = 'closed';

-- :name monthly_payments
SELECT method, count(*) AS n, sum(amount) AS amount
  FROM payment WHERE date BETWEEN :first AND :last GROUP BY method ORDER BY method;

-- What became of a client seen, after the last visit of the month (:visit). A
-- next visit is looked up only when there is one. `rebooked` is 1, 0,
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

-- :name monthly_series
SELECT coalesce(sum(step = 1), 0) AS started, coalesce(sum(step = planned), 0) AS completed,
       count(off) AS later, coalesce(sum(abs(off) <= 3), 0) AS on_interval
  FROM client_series WHERE date BETWEEN :first AND :last;

-- Who was due on the last day that is asked about (`day`) or before, and is still: client_due
-- knows today's only. Each count walks its own part of the index; those overdue are the others
-- of all (db/due.c), who may have been for years.
-- :name monthly_due
SELECT due_back, series_lapsed, overdue, overdue_30, overdue_60, overdue_90,
       overdue - overdue_30 - overdue_60 - overdue_90 AS overdue_over_90
  FROM (SELECT (SELECT count(*) FROM client_due WHERE due BETWEEN :first AND day) AS due_back,
       (SELECT count(*) FROM client_due WHERE kind = 'series'
           AND due BETWEEN date(:first, '-30 days') AND date(day, '-30 days')) AS series_lapsed,
       (SELECT count(*) FROM client_due
         WHERE due >= date(day, '-30 days') AND due < day) AS overdue_30,
       (SELECT count(*) FROM client_due
         WHERE due >= date(day, '-60 days') AND due < date(day, '-30 days')) AS overdue_60,
       (SELECT count(*) FROM client_due
         WHERE due >= date(day, '-90 days') AND due < date(day, '-60 days')) AS overdue_90,
       coalesce((SELECT n FROM kept_total WHERE name = 'client_due'), 0)
         - (SELECT count(*) FROM client_due WHERE due >= day) AS overdue
  FROM (SELECT min(:last, date(:now * 60, 'unixepoch')) AS day) WHERE day >= :first);

-- :name monthly_screenings
SELECT verdict, count(*) AS n, sum(override_by IS NOT NULL) AS overridden
  FROM screening WHERE date BETWEEN :first AND :last GROUP BY verdict;

-- By the rule that decided; what nothing decided, what was not answered, and screenings of
-- before the rule was kept by themselves.
-- :name monthly_by_rule
SELECT coalesce(r.item, CASE n.verdict WHEN 'ok' THEN 'nothing' WHEN 'incomplete' THEN 'not answered'
                                       ELSE 'not kept' END) AS rule, n.verdict, count(*) AS n
  FROM screening n LEFT JOIN checklist_rule r ON r.id = n.rule
 WHERE n.date BETWEEN :first AND :last GROUP BY 1, 2 ORDER BY 1, 2;

-- :name monthly_reviews
SELECT coalesce(asked_on BETWEEN :first AND :last, 0) AS asked,
       coalesce(received_at >= :from AND received_at < :until, 0) AS received,
       received_at IS NOT NULL AS answered,
       stars, reply IS NOT NULL OR replied_at IS NOT NULL AS replied,
       replied_at - received_at AS reply_seconds
  FROM review
 WHERE asked_on BETWEEN :first AND :last
    OR (received_at >= :from AND received_at < :until);

-- Newsletter states today: a subscriber's is that of its newest event.
-- :name monthly_newsletter
SELECT state, count(*) AS n FROM subscriber GROUP BY state;

-- Events of a period, each with the state before it; NULL for the first.
-- :name monthly_consents
SELECT e.state,
       (SELECT b.state FROM consent_event b
         WHERE b.subscriber = e.subscriber AND (b.at, b.id) < (e.at, e.id)
         ORDER BY b.at DESC, b.id DESC LIMIT 1) AS before
  FROM consent_event e WHERE e.at >= :from AND e.at < :until;

-- The longest time from an opt-out to its entry here. Opt-outs that came from the
-- sender's own list, or with a whole file, were known to the sender before.
-- :name monthly_opt_out
SELECT max(j.at - e.at) AS seconds
  FROM consent_event e JOIN journal j ON j.n = e.version
 WHERE e.at >= :from AND e.at < :until AND e.state = 'unsubscribed'
   AND e.source <> 'import' AND j.kind <> 'load';

-- The rows behind the figures, one query for each sheet of the workbook, whose sheet
-- Checks counts them again. They repeat the conditions of the figures on purpose, but for
-- those of a visit, which are the view's.

-- :name monthly_rows_sessions
SELECT s.id AS session, s.date, s.start, s.client,
       CASE WHEN c.id IS NOT NULL THEN
         trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') END AS client_name,
       v.name AS service, f.name AS staff, s.minutes, s.minutes_assumed, s.status,
       s.price, s.origin, s.booked_on, s.cancelled_on, s.cancelled_by, s.late,
       s.not_treated_for,
       coalesce(s.due <= :now, 0) AS no_outcome, s.unscreened, s.late_fee,
       s.stopped IS NOT NULL AS stopped, q.step AS series_visit,
       q.planned - q.step AS series_left, abs(q.off) AS series_off
  FROM visit s
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
  LEFT JOIN client_series q ON q.client = s.client AND q.session = s.id
 WHERE s.date BETWEEN :first AND :last
 ORDER BY s.date, s.start, s.id;

-- Who treats clients, or did so in the month, with the minutes and days that they work
-- (:hours); nobody where no hours had been entered that begin by the month's end.
-- :name monthly_rows_hours
SELECT f.id AS staff, f.name, h.value ->> 1 AS minutes, (h.value ->> 1) / 60.0 AS hours,
       h.value ->> 2 AS days
  FROM json_each(:hours) h CROSS JOIN staff f ON f.id = h.value ->> 0
 WHERE (h.value ->> 3 OR EXISTS (SELECT 1 FROM session s WHERE s.staff = f.id
         AND s.date BETWEEN :first AND :last AND s.status = 'done'))
   AND ((SELECT open_days FROM practice) IS NOT NULL OR EXISTS (SELECT 1 FROM hours
         WHERE active AND coalesce(since, '') <= :last))
 ORDER BY f.name COLLATE NOCASE, f.id;

-- :name monthly_rows_sales
SELECT r.id AS receipt, r.number, r.date, r.client,
       CASE WHEN c.id IS NOT NULL THEN
         trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') END AS client_name,
       CASE WHEN l.service IS NOT NULL THEN 'service'
            WHEN l.product IS NOT NULL THEN 'product' ELSE 'other' END AS kind,
       coalesce(v.name, p.name, l.description) AS item,
       CASE WHEN l.service IS NOT NULL THEN v.category ELSE p.category END AS category,
       f.name AS staff, l.quantity, l.price, l.discount, l.amount, l.tax, l.tax2, r.origin,
       r.origin = 'import' AND l.amount + l.tax + l.tax2 <> 0
         AND NOT EXISTS (SELECT 1 FROM payment y WHERE y.receipt = r.id) AS unpaid
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
  LEFT JOIN client c ON c.id = r.client
  LEFT JOIN service v ON v.id = l.service
  LEFT JOIN product p ON p.id = l.product
  LEFT JOIN staff f ON f.id = l.staff
 WHERE r.date BETWEEN :first AND :last AND r.state = 'closed'
 ORDER BY r.date, r.id, l.position;

-- :name monthly_rows_payments
SELECT r.id AS receipt, y.date, r.number, y.method, y.amount
  FROM payment y JOIN receipt r ON r.id = y.receipt
 WHERE y.date BETWEEN :first AND :last ORDER BY y.date, y.id;

-- Clients seen: visits are days with a session done or a line of a closed receipt.
-- :name monthly_rows_clients
SELECT client, client_name, phone, email, referral, visits, net, first_visit, is_new,
       last_visit, rebooked, next_visit,
       CAST(julianday(next_visit) - julianday(last_visit) AS INTEGER) AS days_to_next
  FROM (SELECT c.id AS client,
          trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
          c.phone, c.email, c.referral, n AS visits, day AS last_visit, t.first_visit,
          t.first_visit >= :first AS is_new,
          (SELECT coalesce(sum(l.amount), 0)
             FROM receipt r JOIN receipt_line l ON l.receipt = r.id
            WHERE r.client = c.id AND r.date BETWEEN :first AND :last
              AND r.state = 'closed') AS net,
          (SELECT CASE WHEN max(s.booked_on <= :last) THEN 'yes'
                       WHEN max(s.booked_on IS NULL) THEN 'unknown' ELSE 'no' END
             FROM session s
            WHERE s.client = c.id AND s.date > day
              AND (s.status <> 'cancelled' OR s.cancelled_on > :last)) AS rebooked,
          (SELECT min(date) FROM
             (SELECT s.date FROM session s
               WHERE s.client = c.id AND s.date > day AND s.status = 'done'
              UNION ALL
              SELECT r.date FROM receipt r
               WHERE r.client = c.id AND r.date > day AND r.state = 'closed'
                 AND EXISTS (SELECT 1 FROM receipt_line l WHERE l.receipt = r.id))) AS next_visit
         FROM (SELECT client AS seen, count(*) AS n, max(date) AS day FROM
                 (SELECT client, date FROM session
                   WHERE date BETWEEN :first AND :last AND status = 'done'
                     AND client IS NOT NULL
                  UNION
                  SELECT r.client, r.date FROM receipt r
                   WHERE r.date BETWEEN :first AND :last AND r.state = 'closed'
                     AND r.client IS NOT NULL
                     AND EXISTS (SELECT 1 FROM receipt_line l WHERE l.receipt = r.id))
                GROUP BY client)
         JOIN client c ON c.id = seen
         JOIN client_stat t ON t.client = c.id)
 ORDER BY client;

-- Those due up to the last day that is asked about, the newest first.
-- :name monthly_rows_due
SELECT d.client, trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ')
         AS client_name,
       c.phone, v.name AS service, d.kind, d.last AS last_visit, d.due,
       CAST(julianday(x.day) - julianday(d.due) AS INTEGER) AS late,
       CASE WHEN d.kind = 'series' AND d.due <= date(x.day, '-30 days')
            THEN date(d.due, '+30 days') END AS lapsed_on
  FROM (SELECT min(:last, date(:now * 60, 'unixepoch')) AS day) x
 CROSS JOIN client_due d ON d.due <= x.day
  JOIN client c ON c.id = d.client
  JOIN service v ON v.id = d.service
 WHERE x.day >= :first
 ORDER BY d.due DESC, d.client DESC, d.service DESC;

-- Tries of the month to reach who is due, one row a client and service. A day is counted from
-- the month's first, which on days after a clock change is right but for an hour at midnight.
-- :name monthly_rows_contacted
SELECT k.client, trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ')
         AS client_name,
       c.phone, v.name AS service, k.tries, k.first_on,
       (SELECT min(s.booked_on) FROM session s
         WHERE s.client = k.client AND +s.service = k.service AND s.date >= k.first_on
           AND s.booked_on >= k.first_on AND s.status <> 'cancelled') AS booked_on
  FROM (SELECT client, service, count(*) AS tries,
               date(:first, ((min(at) - :from) / 86400) || ' days') AS first_on
          FROM contact WHERE about = 'due' AND at >= :from AND at < :until
         GROUP BY client, service) k
  JOIN client c ON c.id = k.client
  LEFT JOIN service v ON v.id = k.service
 ORDER BY k.first_on, k.client, k.service;

-- Wishes that waited on some day of the month, up to today.
-- :name monthly_rows_waiting
SELECT w.client, trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ')
         AS client_name,
       c.phone, v.name AS service, w.added_on, w.until, w.urgent, w.ended_on, w.ended_for,
       (w.ended_on IS NULL OR w.ended_on > x.day) AND coalesce(w.until >= x.day, 1)
         AND NOT c.archived AND c.do_not_book IS NULL AS waits
  FROM (SELECT min(:last, date(:now * 60, 'unixepoch')) AS day) x
 CROSS JOIN waiting w ON (w.ended_on IS NULL OR w.ended_on >= :first)
  JOIN client c ON c.id = w.client
  JOIN service v ON v.id = w.service
 WHERE x.day >= :first AND coalesce(w.added_on, '') <= x.day
 ORDER BY w.added_on, w.id;

-- :name monthly_rows_screening
SELECT n.id AS screening, n.date, n.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       k.title AS checklist, k.edition, n.verdict, n.eligible_on, n.valid_until,
       b.name AS entered_by, w.name AS reviewed_by, n.override_by IS NOT NULL AS overridden,
       o.name AS override_by, n.override_reason, r.item AS rule,
       n.verdict = 'defer' AND EXISTS (SELECT 1 FROM session s JOIN service v ON v.id = s.service
         WHERE s.client = n.client AND s.status = 'done' AND v.checklist = k.code
           AND s.date >= coalesce(n.eligible_on, date(n.date, '+1 day'))) AS came_back,
       n.verdict = 'refer' AND EXISTS (SELECT 1 FROM clearance x
         WHERE x.client = n.client AND x.item = r.item
           AND coalesce(x.expires >= n.date, 1)) AS cleared
  FROM screening n
  JOIN client c ON c.id = n.client
  JOIN checklist k ON k.id = n.checklist
  LEFT JOIN staff b ON b.id = n.entered_by
  LEFT JOIN staff w ON w.id = n.reviewed_by
  LEFT JOIN staff o ON o.id = n.override_by
  LEFT JOIN checklist_rule r ON r.id = n.rule
 WHERE n.date BETWEEN :first AND :last ORDER BY n.date, n.id;

-- A row a rule; one of a whole screening has no rule.
-- :name monthly_rows_overrides
SELECT n.id AS screening, n.date, n.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       r.item AS rule, coalesce(r.verdict, n.verdict) AS verdict, f.name AS by,
       coalesce(o.reason, n.override_reason) AS reason
  FROM screening n
  JOIN client c ON c.id = n.client
  LEFT JOIN rule_override o ON o.screening = n.id
  LEFT JOIN checklist_rule r ON r.id = o.rule
  LEFT JOIN staff f ON f.id = coalesce(o.staff, n.override_by)
 WHERE n.date BETWEEN :first AND :last AND (o.id IS NOT NULL OR n.override_by IS NOT NULL)
 ORDER BY n.date, n.id, o.id;

-- Second looks at charts that were signed in the month and drawn, and at overrides of its
-- screenings.
-- :name monthly_rows_looks
SELECT look, date, client, client_name, what, staff, outcome, looked_by, looked_at, words FROM (
SELECT d.id AS look, s.date, d.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       'chart' AS what, staff.name AS staff, coalesce(o.act, 'open') AS outcome,
       w.name AS looked_by, o.at AS looked_at, o.words
  FROM staff CROSS JOIN second_look d
    ON d.staff = staff.id AND d.at >= :from AND d.at < :until AND d.act = 'drawn'
  JOIN signature g ON g.id = d.signature JOIN session s ON s.id = g.session
  JOIN client c ON c.id = d.client
  LEFT JOIN second_look o ON o.signature = d.signature AND o.act <> 'drawn'
  LEFT JOIN staff w ON w.id = o.looked_by
UNION ALL
SELECT n.id, n.date, n.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', '),
       'override', staff.name, coalesce(o.act, 'open'), w.name, o.at, o.words
  FROM staff CROSS JOIN screening n
    ON n.override_by = staff.id AND n.date BETWEEN :first AND :last
  JOIN client c ON c.id = n.client
  LEFT JOIN second_look o ON o.screening = n.id
  LEFT JOIN staff w ON w.id = o.looked_by
 WHERE staff.supervisor <> staff.id OR o.id IS NOT NULL
) ORDER BY date, what, look;

-- :name monthly_rows_reviews
SELECT r.id AS review, r.client,
       CASE WHEN c.id IS NOT NULL THEN
         trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') END AS client_name,
       r.asked_on, r.asked_how, r.received_at AS received, r.platform, r.stars, r.author,
       r.text, r.reply IS NOT NULL OR r.replied_at IS NOT NULL AS replied, r.replied_at,
       CASE WHEN r.received_at >= :from AND r.received_at < :until
         THEN (r.replied_at - r.received_at) / 3600.0 END AS reply_hours
  FROM review r LEFT JOIN client c ON c.id = r.client
 WHERE r.asked_on BETWEEN :first AND :last
    OR (r.received_at >= :from AND r.received_at < :until)
 ORDER BY r.id;

-- Addresses with an event before the month's end, by the newest one. Where that lies before
-- the month, so does the state before, and there is no opt-out in it. (id > 0: read where
-- they lie and then sorted; in the order of their index each would be a page of its own.)
-- :name monthly_rows_newsletter
SELECT s.id AS subscriber, s.email, s.given, s.family, e.state, e.at AS since, e.source,
       CASE WHEN e.at < :from THEN e.state ELSE
         (SELECT b.state FROM consent_event b
           WHERE b.subscriber = s.id AND b.at < :from
           ORDER BY b.at DESC, b.id DESC LIMIT 1) END AS state_before,
       CASE WHEN e.at >= :from THEN
         (SELECT max(j.at - o.at) / 86400.0
            FROM consent_event o JOIN journal j ON j.n = o.version
           WHERE o.subscriber = s.id AND o.at >= :from AND o.at < :until
             AND o.state = 'unsubscribed' AND o.source <> 'import' AND j.kind <> 'load') END
         AS opt_out_days
  FROM subscriber s NOT INDEXED CROSS JOIN consent_event e
    ON e.id = (SELECT n.id FROM consent_event n
                WHERE n.subscriber = s.id AND n.at < :until
                ORDER BY n.at DESC, n.id DESC LIMIT 1)
 WHERE s.id > 0
 ORDER BY s.email COLLATE NOCASE;

-- Adverse events that began in the month or were open in it, as they stood at its end, or today.
-- :name monthly_rows_events
SELECT adverse_event.id AS adverse_event, onset, adverse_event.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       what, grade, serious, resolved,
       resolved IS NULL OR resolved > x.day AS open,
       CAST(julianday(x.day) - julianday(onset) AS INTEGER) AS open_days,
       zone, depth / 100.0 AS depth, d.name AS device, p.name AS product, l.number AS lot
  FROM (SELECT min(:last, date(:now * 60, 'unixepoch')) AS day) x
 CROSS JOIN adverse_event ON onset <= x.day AND (resolved IS NULL OR resolved >= :first)
  JOIN client c ON c.id = adverse_event.client
  LEFT JOIN device d ON d.id = adverse_event.device
  LEFT JOIN lot l ON l.id = adverse_event.lot LEFT JOIN product p ON p.id = l.product
 WHERE x.day >= :first
 ORDER BY onset, adverse_event.id;

-- :name monthly_rows_follow_ups
SELECT f.session, f.due, s.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       v.name AS service, f.plan, f.done_on, w.name AS done_by, f.outcome,
       f.done_on IS NOT NULL AND f.outcome <> 'given_up' AS answered
  FROM follow_up f JOIN session s ON s.id = f.session LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service LEFT JOIN staff w ON w.id = f.done_by
 WHERE f.due BETWEEN :first AND min(:last, date(:now * 60, 'unixepoch'))
 ORDER BY f.due, f.id;

-- :name monthly_follow_ups
SELECT count(*) AS due, coalesce(sum(done_on IS NOT NULL AND outcome <> 'given_up'), 0) AS answered
  FROM follow_up
 WHERE due BETWEEN :first AND min(:last, date(:now * 60, 'unixepoch'));

-- Treatments done that are written down in a chart. Complete: every tick of its template, none with
-- a reason why not. An imported session has no chart.
-- :name monthly_rows_charts
SELECT s.id AS session, s.date, s.client,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       v.name AS service, w.name AS staff, t.id IS NOT NULL AS charted,
       coalesce(instr(t.ticks, '=') = 0 AND length(t.ticks) - length(replace(t.ticks, char(10), '')) + 1
         = json_array_length(k.body, '$.ticks'), 0) AS complete,
       EXISTS (SELECT 1 FROM session_signed WHERE session = s.id) AS signed,
       t.off_label IS NOT NULL AS is_off_label, t.off_label
  FROM session s JOIN service v ON v.id = s.service
  LEFT JOIN client c ON c.id = s.client LEFT JOIN staff w ON w.id = s.staff
  LEFT JOIN chart t ON t.session = s.id LEFT JOIN chart_template k ON k.id = t.template
 WHERE s.date BETWEEN :first AND :last AND s.status = 'done' AND v.chart IS NOT NULL
   AND s.origin <> 'import'
 ORDER BY s.date, s.start, s.id;
