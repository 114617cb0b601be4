-- What the tab Newsletter shows is kept, so that nobody counts every consent, and what is
-- rare among much gets an index of its own: files that were taken, receipts that are void.
-- A save of anything else pays nothing for them.
CREATE INDEX journal_export ON journal(n) WHERE kind = 'export';
CREATE INDEX receipt_void ON receipt(date, id) WHERE state = 'void';

-- A consent event, and by how much it changed the number of those subscribed, in the
-- quarter of an hour (since 1970) that it was in: zones are whole quarters from UTC.
CREATE VIEW subscribed_change AS
SELECT id AS event, at / 900 AS slot, (state = 'subscribed') - lag(state = 'subscribed', 1, 0)
       OVER (PARTITION BY subscriber ORDER BY at, id) AS change
  FROM consent_event;

-- An opt-out that stands: the newest word of an address that is unsubscribed.
CREATE VIEW opt_out AS
SELECT e.id AS event, s.id AS subscriber
  FROM subscriber s JOIN consent_event e ON e.id = (SELECT n.id FROM consent_event n
        WHERE n.subscriber = s.id ORDER BY n.at DESC, n.id DESC LIMIT 1)
 WHERE s.state = 'unsubscribed' AND e.state = 'unsubscribed';

-- By how much the number of those subscribed changed in each quarter of an hour, and
-- the opt-outs that stand, as the views subscribed_change and opt_out say.
CREATE TABLE kept_subscribed (
  slot INTEGER PRIMARY KEY,            -- since 1970
  n INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_opt_out (
  event INTEGER PRIMARY KEY
) STRICT;

INSERT INTO kept_total(name, n)
SELECT 'subscriber ' || state, count(*) FROM subscriber GROUP BY state;
INSERT INTO kept_subscribed(slot, n)
SELECT slot, sum(change) FROM subscribed_change GROUP BY slot HAVING sum(change) <> 0;
INSERT INTO kept_opt_out(event) SELECT event FROM opt_out;
