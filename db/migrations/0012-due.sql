-- Who is due, who waits, and who was called. How a client is reached is a column without a
-- value, and no row is written but those of client_due: they are made from the visits, which
-- a file of 1 GB (a million visits) sorts by client in about 3 seconds and 60 MB beside the
-- copy FILE.before-0012, 1 GB; the writer lock is held meanwhile.
ALTER TABLE client ADD COLUMN channel TEXT;

-- Somebody who wants a time that is not free yet, or a sooner one.
CREATE TABLE waiting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  service INTEGER NOT NULL REFERENCES service(id),
  staff INTEGER REFERENCES staff(id),  -- NULL: anybody
  days INTEGER,                        -- bit 0 for Monday; NULL: each
  after INTEGER,                       -- minutes since midnight; NULL: any time
  before INTEGER,
  until TEXT,
  sooner INTEGER REFERENCES session(id), -- the booking it would take the place of
  urgent INTEGER NOT NULL,
  note TEXT,
  added_on TEXT,
  ended_on TEXT,                       -- NULL: still waits
  ended_for TEXT,
  session INTEGER REFERENCES session(id) -- the booking that ended it
) STRICT;
CREATE INDEX waiting_client ON waiting(client);
CREATE INDEX waiting_open ON waiting(id) WHERE ended_on IS NULL;

-- One try to reach a client: what about, how, and what came of it.
CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  about TEXT NOT NULL,                 -- call, due, waiting
  session INTEGER REFERENCES session(id), -- of a call
  service INTEGER REFERENCES service(id), -- of due and waiting
  at INTEGER NOT NULL,                 -- UTC seconds
  staff INTEGER REFERENCES staff(id),
  channel TEXT,
  outcome TEXT NOT NULL,
  note TEXT,
  hidden_until TEXT                    -- NULL: until its cause is over
) STRICT;
CREATE INDEX contact_client ON contact(client, about, at);

-- When clients are due for a service they have had, kept from due_now (db/due.c).
CREATE TABLE client_due (
  client INTEGER NOT NULL,
  service INTEGER NOT NULL,
  kind TEXT NOT NULL,                  -- series, return
  due TEXT NOT NULL,
  last TEXT NOT NULL,                  -- the newest visit done
  done INTEGER NOT NULL,               -- of the series, planned visits of it; 0: none
  planned INTEGER NOT NULL,
  PRIMARY KEY (client, service)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_due_due ON client_due(due);

-- When a client is due for a service, by the visits done of it: in a series that is not
-- complete so many days after the newest, else the months after which the service is usually
-- repeated, counted on the calendar: six months after 31 August is 28 or 29 February. Due is
-- nobody who has an open visit of that service, is archived or is not to be booked.
CREATE VIEW due_now AS
SELECT * FROM (
SELECT n.client, n.service, CASE WHEN n.in_series THEN 'series' ELSE 'return' END AS kind,
       CASE WHEN n.in_series THEN date(n.last, '+' || n.series_days || ' days')
            ELSE min(date(n.last, '+' || n.return_months || ' months'),
                 date(n.last, 'start of month', '+' || (n.return_months + 1) || ' months',
                      '-1 day')) END AS due,
       n.last, CASE WHEN n.in_series THEN n.step ELSE 0 END AS done,
       CASE WHEN n.in_series THEN n.series_count ELSE 0 END AS planned
  FROM (SELECT g.client, g.service, g.last, v.series_count, v.series_days, v.return_months,
               (g.n - 1) % v.series_count + 1 AS step,
               coalesce((g.n - 1) % v.series_count + 1 < v.series_count, 0)
                 AND v.series_days IS NOT NULL AS in_series
          FROM (SELECT client, service, count(CASE WHEN status = 'done' THEN 1 END) AS n,
                       max(CASE WHEN status = 'done' THEN date END) AS last,
                       sum(is_open) AS open
                  FROM visit WHERE +client IS NOT NULL AND +service IS NOT NULL
                 GROUP BY client, service) g
          JOIN service v ON v.id = g.service
          JOIN client c ON c.id = g.client
         WHERE g.n > 0 AND g.open = 0 AND v.active
           AND NOT c.archived AND c.do_not_book IS NULL) n
 WHERE n.in_series OR n.return_months IS NOT NULL)
 WHERE due IS NOT NULL;

INSERT INTO client_due(client, service, kind, due, last, done, planned)
SELECT client, service, kind, due, last, done, planned FROM due_now;
