-- What was done on paper while the line was down: who entered it later, and when; and the
-- number its receipt has on paper. Columns without a value, and no row is written: a file of
-- 1 GB needs the copy FILE.before-0013, 1 GB, and the writer lock meanwhile.
ALTER TABLE session ADD COLUMN entered_at INTEGER;
ALTER TABLE session ADD COLUMN entered_by INTEGER REFERENCES staff(id);
ALTER TABLE receipt ADD COLUMN paper_number TEXT;
ALTER TABLE receipt ADD COLUMN entered_at INTEGER;
ALTER TABLE receipt ADD COLUMN entered_by INTEGER REFERENCES staff(id);

DROP TRIGGER receipt_kept_closed;
CREATE TRIGGER receipt_kept_closed BEFORE UPDATE ON receipt
WHEN OLD.state <> 'open' AND NEW.state <> 'open'
 AND (NEW.number IS NOT OLD.number OR NEW.client IS NOT OLD.client
  OR NEW.date IS NOT OLD.date OR NEW.origin IS NOT OLD.origin
  OR NEW.corrects IS NOT OLD.corrects OR NEW.paper_number IS NOT OLD.paper_number
  OR NEW.entered_at IS NOT OLD.entered_at OR NEW.entered_by IS NOT OLD.entered_by)
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt keeps its number, client and day'); END;
