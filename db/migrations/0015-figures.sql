-- Which visit of a series each one is, for the month's figures, and what is asked of a client's
-- visits without reading them. No row of a record is written. A file of 1 GB (a million and a
-- half visits) needs the copy FILE.before-0015, 1 GB, another 60 MB for the new rows and the
-- longer indexes, and 20 seconds of a processor; the writer lock is held meanwhile.

-- Service and status too: what is counted of a client's visits reads the index alone.
DROP INDEX session_client;
CREATE INDEX session_client ON session(client, date, service, status);

-- The visits done of a service that has a series, which one of it each is, and by how many
-- days it was off its interval: after the visit before, once a series has begun. Due next is
-- who has not had the last (due_now).
CREATE VIEW series_now AS
SELECT client, session, date, (n - 1) % series_count + 1 AS step, series_count AS planned,
       CASE WHEN (n - 1) % series_count > 0
            THEN CAST(julianday(date) - julianday(before) AS INTEGER) - series_days END AS off
  FROM (SELECT s.client, s.id AS session, s.date, v.series_count, v.series_days,
               row_number() OVER (PARTITION BY s.client, s.service ORDER BY s.date, s.id) AS n,
               lag(s.date) OVER (PARTITION BY s.client, s.service ORDER BY s.date, s.id)
                 AS before
          FROM session s JOIN service v ON v.id = s.service
         WHERE s.status = 'done' AND +s.client IS NOT NULL
           AND v.series_count > 1 AND v.series_days IS NOT NULL);

-- Which visit of a series each one is, kept from series_now (db/due.c).
CREATE TABLE client_series (
  client INTEGER NOT NULL,
  session INTEGER NOT NULL,
  date TEXT NOT NULL,
  step INTEGER NOT NULL,               -- of the series, which has planned visits
  planned INTEGER NOT NULL,
  off INTEGER,                         -- days beside its interval; NULL: it is the first
  PRIMARY KEY (client, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_series_date ON client_series(date, step, planned, off);
INSERT INTO client_series(client, session, date, step, planned, off)
SELECT client, session, date, step, planned, off FROM series_now;

-- What the month asks of who is due, was called for it and waits.
DROP INDEX client_due_due;
CREATE INDEX client_due_due ON client_due(due, kind);
CREATE INDEX contact_due ON contact(at) WHERE about = 'due';
CREATE INDEX waiting_ended ON waiting(ended_on);
