-- Visits: the agenda, what waits, booking.

-- What the rules say of a visit is in the view of that name (db/schema.sql).

-- The visits of a day in time order (:staff 0: everybody's), with those of the day before
-- that go on into it. A visit is paid where a closed receipt tells of it, or of its client
-- on its day; one that an import brought and nobody has touched since was paid elsewhere.
-- A screening matters, and is looked for, until the treatment begins.
-- :name session_list
SELECT s.id, s.version, s.client, s.service, s.staff, s.date, s.start, s.minutes,
       s.status, s.price, s.origin, s.insisted,
       c.given, c.family, c.preferred, c.phone, c.alert, c.allergies,
       v.name AS service_name, v.code AS service_code, f.name AS staff_name, f.code AS staff_code,
       s.status = 'done' AND coalesce(s.price, 1) <> 0
         AND NOT EXISTS (SELECT 1 FROM receipt r
              WHERE r.client = s.client AND r.date = s.date AND r.state = 'closed')
         AND NOT EXISTS (SELECT 1 FROM receipt_line l JOIN receipt r ON r.id = l.receipt
              WHERE l.session = s.id AND r.state = 'closed')
         AND NOT (s.origin = 'import' AND EXISTS (SELECT 1 FROM journal j
              WHERE j.n = s.version AND j.kind = 'import')) AS to_pay,
       s.due, CASE WHEN s.status IN ('booked', 'confirmed', 'here') THEN s.screening END AS screening
  FROM (SELECT id FROM session
         WHERE date = :date AND (:staff = 0 OR staff = :staff)
        UNION ALL
        SELECT id FROM visit
         WHERE date = date(:date, '-1 day') AND over_midnight AND takes_time
           AND (:staff = 0 OR staff = :staff)) x
  JOIN visit s ON s.id = x.id
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
 ORDER BY s.begins, s.id;

-- Free time of a practitioner between two visits of a day, at least :least minutes; of
-- who has none that begins on it, from :opens or the end of a visit of the day before to
-- :closes. Minutes count from the day's midnight, as those of clinic wall time.
-- :name session_gaps
SELECT g.staff, g.free_from, g.next_start - g.free_from AS minutes,
       f.name AS staff_name, f.code AS staff_code, NULL AS treats, NULL AS role
  FROM (SELECT staff, date, max(ends - :midnight) OVER w AS free_from,
               lead(begins - :midnight) OVER w AS next_start
          FROM visit
         WHERE (date = :date OR (date = date(:date, '-1 day') AND over_midnight))
           AND begins IS NOT NULL AND staff IS NOT NULL AND takes_time
           AND (:staff = 0 OR staff = :staff)
        WINDOW w AS (PARTITION BY staff ORDER BY begins, id)) g
  JOIN staff f ON f.id = g.staff
 WHERE g.date = :date AND g.next_start - g.free_from >= :least
UNION ALL
SELECT staff.id, max(:opens, coalesce(y.ends, 0)), :closes - max(:opens, coalesce(y.ends, 0)),
       staff.name, staff.code, staff.treats, staff.role
  FROM staff LEFT JOIN (SELECT staff AS id, max(ends) - :midnight AS ends FROM visit
         WHERE date = date(:date, '-1 day') AND over_midnight AND takes_time
         GROUP BY staff) y ON y.id = staff.id
 WHERE staff.active AND (:staff = 0 OR staff.id = :staff)
   AND :closes - max(:opens, coalesce(y.ends, 0)) >= :least
   AND NOT EXISTS (SELECT 1 FROM visit v
         WHERE v.date = :date AND v.staff = staff.id AND v.takes_time)
 ORDER BY free_from, staff;

-- Bookings whose end has passed, and visits of past days that were left open;
-- counted up to :most. (`is_open` is the condition of the index session_open.)
-- :name session_no_outcome
SELECT count(*) AS n, min(date) AS first FROM (SELECT date FROM visit
 WHERE is_open AND date <= :today AND (:staff = 0 OR staff = :staff) AND due <= :now
 ORDER BY date LIMIT :most);

-- Booked for a day and not confirmed yet, counted up to :most.
-- :name session_calls
SELECT count(*) AS n FROM (SELECT 1 FROM session
 WHERE date = :date AND status = 'booked' AND (:staff = 0 OR staff = :staff) LIMIT :most);

-- The visits beside which one of that day can lie: a visit takes a day at most, so those
-- of the day, of the one before and of the next. Which of them it overlaps is
-- rules_first_overlap().
-- :name session_beside
SELECT id, begins, ends FROM visit
 WHERE staff = :staff AND date BETWEEN date(:date, '-1 day') AND date(:date, '+1 day')
   AND id <> :session AND begins IS NOT NULL AND takes_time
 ORDER BY date, start;

-- The newest visits of a client that were kept or are to come.
-- :name session_usual
SELECT s.service, s.staff, s.date, s.start, v.active AS offered,
       f.active, f.treats, f.role
  FROM visit s LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.client = :client AND s.takes_time
 ORDER BY s.date DESC, s.id DESC LIMIT :most;

-- Who wrote an entry of the journal.
-- :name session_writer
SELECT coalesce(f.name, 'chairside') AS name
  FROM journal j LEFT JOIN staff f ON f.id = j.who WHERE j.n = :n;

-- The last day before :before on which a service with that checklist was done.
-- :name session_last_on_checklist
SELECT s.date FROM session s JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date < :before AND s.status = 'done' AND v.checklist = :code
 ORDER BY s.date DESC LIMIT 1;

-- The last day before :before on which a service was done; and how often it was. (By
-- the client: few visits are one client's, many one service's.)
-- :name session_last_of_service
SELECT max(date) AS last, count(*) AS n FROM session
 WHERE client = :client AND date < :before AND status = 'done' AND +service = :service;

-- The newest visit done up to :today, and the first to come.
-- :name session_last_done
SELECT s.date, v.name AS service_name FROM session s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date <= :today AND s.status = 'done'
 ORDER BY s.date DESC, s.id DESC LIMIT 1;

-- :name session_next
SELECT s.id, s.date, s.start, v.name AS service_name
  FROM visit s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date >= :today AND s.is_open
 ORDER BY s.date, s.start, s.id LIMIT 1;

-- The first other visit of a client on a day.
-- :name session_same_day
SELECT s.start, v.name AS service_name
  FROM visit s LEFT JOIN service v ON v.id = s.service
 WHERE s.client = :client AND s.date = :date AND s.id <> :session AND s.takes_time
 ORDER BY s.start, s.id LIMIT 1;

-- The newest service with a series among the visits done or to come.
-- :name session_series
SELECT s.service, v.name AS service_name, v.series_count
  FROM visit s JOIN service v ON v.id = s.service
 WHERE s.client = :client AND v.series_count IS NOT NULL AND s.takes_time
 ORDER BY s.date DESC, s.id DESC LIMIT 1;

-- :name client_counts
SELECT sessions_done, no_shows, late_cancels FROM client_stat WHERE client = :client;
