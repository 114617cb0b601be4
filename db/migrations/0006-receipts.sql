-- A receipt has its number from the moment it is closed, and is never taken back then;
-- what corrects another (a refund) names it.

-- SQLite cannot take NOT NULL from a column: the table is made anew. Ids that were given
-- once are not given again.
CREATE TABLE receipt_before AS SELECT * FROM receipt;
CREATE TABLE receipt_ids AS SELECT seq FROM sqlite_sequence WHERE name = 'receipt';
DROP TABLE receipt;

CREATE TABLE receipt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  number TEXT,                         -- NULL: open, or void before it was closed
  client INTEGER REFERENCES client(id),
  date TEXT NOT NULL,
  state TEXT NOT NULL,
  origin TEXT NOT NULL,
  note TEXT,
  corrects INTEGER REFERENCES receipt(id)
) STRICT;
INSERT INTO receipt(id, version, number, client, date, state, origin, note)
SELECT id, version, number, client, date, state, origin, note
  FROM receipt_before ORDER BY id;
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM receipt_ids))
 WHERE name = 'receipt' AND EXISTS (SELECT 1 FROM receipt_ids);
INSERT INTO sqlite_sequence(name, seq) SELECT 'receipt', seq FROM receipt_ids
 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'receipt');
DROP TABLE receipt_before;
DROP TABLE receipt_ids;

CREATE INDEX receipt_date ON receipt(date, id);
CREATE INDEX receipt_client ON receipt(client, date);
CREATE INDEX receipt_number ON receipt(number);
CREATE UNIQUE INDEX receipt_number_here ON receipt(number) WHERE origin = 'here';
-- The highest number given here.
CREATE INDEX receipt_number_order ON receipt(CAST(number AS INTEGER))
 WHERE origin = 'here' AND number IS NOT NULL;
CREATE INDEX receipt_open ON receipt(date, id) WHERE state = 'open';
CREATE INDEX receipt_corrects ON receipt(corrects) WHERE corrects IS NOT NULL;

-- "Refund of receipt 12: reason" named it in words until now.
UPDATE receipt SET corrects = (
  SELECT o.id FROM receipt o
   WHERE o.number = substr(receipt.note, 19, instr(receipt.note, ': ') - 19)
     AND o.client IS receipt.client AND o.date <= receipt.date AND o.id <> receipt.id
   ORDER BY o.origin, o.id DESC LIMIT 1)
 WHERE origin = 'here' AND state <> 'open' AND substr(note, 1, 18) = 'Refund of receipt '
   AND instr(note, ': ') > 19;

-- Receipts are not replaced. One that is not open keeps its number, client and day; one
-- that was closed here stays, closed or void, with its lines. What an import brought may
-- be taken back with it.
CREATE TRIGGER receipt_kept_insert BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id) OR (NEW.origin = 'here'
 AND EXISTS (SELECT 1 FROM receipt WHERE number = NEW.number AND origin = 'here'))
BEGIN SELECT RAISE(ABORT, 'frozen: another receipt has that number'); END;
CREATE TRIGGER receipt_kept_update BEFORE UPDATE ON receipt
WHEN NEW.id IS NOT OLD.id OR (NEW.origin = 'here' AND EXISTS (SELECT 1 FROM receipt
 WHERE number = NEW.number AND origin = 'here' AND id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'frozen: another receipt has that number'); END;
CREATE TRIGGER receipt_kept_closed BEFORE UPDATE ON receipt
WHEN OLD.state <> 'open' AND NEW.state <> 'open'
 AND (NEW.number IS NOT OLD.number OR NEW.client IS NOT OLD.client
  OR NEW.date IS NOT OLD.date OR NEW.origin IS NOT OLD.origin
  OR NEW.corrects IS NOT OLD.corrects)
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt keeps its number, client and day'); END;
CREATE TRIGGER receipt_kept_state BEFORE UPDATE ON receipt
WHEN OLD.origin = 'here' AND OLD.number IS NOT NULL AND OLD.state <> 'open'
 AND NEW.state IS NOT OLD.state AND (OLD.state <> 'closed' OR NEW.state IS NOT 'void')
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt is not opened again; void or refund it'); END;
CREATE TRIGGER receipt_kept_delete BEFORE DELETE ON receipt
WHEN OLD.origin = 'here' AND OLD.number IS NOT NULL AND OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt stays; void or refund it'); END;

-- A line comes onto a closed receipt in the write that closes it.
CREATE TRIGGER receipt_line_closed_insert BEFORE INSERT ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id = NEW.receipt AND r.origin = 'here'
 AND r.number IS NOT NULL AND r.state <> 'open' AND r.version <> NEW.version)
BEGIN SELECT RAISE(ABORT, 'frozen: the lines of a closed receipt do not change'); END;
CREATE TRIGGER receipt_line_closed_update BEFORE UPDATE ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id IN (OLD.receipt, NEW.receipt)
 AND r.origin = 'here' AND r.number IS NOT NULL AND r.state <> 'open')
BEGIN SELECT RAISE(ABORT, 'frozen: the lines of a closed receipt do not change'); END;
CREATE TRIGGER receipt_line_closed_delete BEFORE DELETE ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id = OLD.receipt AND r.origin = 'here'
 AND r.number IS NOT NULL AND r.state <> 'open')
BEGIN SELECT RAISE(ABORT, 'frozen: the lines of a closed receipt do not change'); END;
