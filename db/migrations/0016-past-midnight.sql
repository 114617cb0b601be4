-- A visit whose numbing ends past midnight meets those of the next day, and how many clients are
-- due is kept. No row of a record is written; a file of 1 GB needs the copy FILE.before-0016,
-- 1 GB, and its second or two of the writer lock.

DROP VIEW visit_overlap;
-- Two visits at the same time that take one practitioner or device (for the treatment) or
-- one room (from when the client comes until it is clean), the one that begins first named
-- first, unless one was let in on purpose. A treatment past midnight is in the way of the next
-- day's; after a numbing, of at most four hours, it may even begin after one of that day.
CREATE VIEW visit_overlap AS
SELECT 'staff' AS kind, a.id AS session, b.id AS other
  FROM visit a JOIN visit b ON b.staff = a.staff
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END,
                  CASE WHEN a.treated < 240 THEN date(a.date, '-1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day')
                  AND CASE WHEN b.treated > 1440 THEN date(b.date, '+1 day') ELSE b.date END
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'room', a.id, b.id
  FROM visit a JOIN visit b ON b.room = a.room
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.begins, a.id) < (b.begins, b.id) AND b.begins < a.leaves AND b.leaves > a.begins
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'device', a.id, b.id
  FROM visit a JOIN visit b ON b.device = a.device
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END,
                  CASE WHEN a.treated < 240 THEN date(a.date, '-1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day')
                  AND CASE WHEN b.treated > 1440 THEN date(b.date, '+1 day') ELSE b.date END
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok;

-- How many rows client_due has (db/due.c). Without one nothing is kept: that is 0.
INSERT INTO kept_total(name, n)
SELECT 'client_due', count(*) FROM client_due HAVING count(*) > 0;
