-- Screenings keyed twice, and questions in other languages. Columns alone; no row is
-- written. A file of 1 GB needs the copy FILE.before-0023, 1 GB, and a moment; the lock is held
-- meanwhile.
ALTER TABLE practice ADD COLUMN verify INTEGER;
ALTER TABLE checklist ADD COLUMN languages TEXT;
ALTER TABLE checklist_item ADD COLUMN languages TEXT;
ALTER TABLE screening ADD COLUMN again TEXT;
ALTER TABLE screening ADD COLUMN again_by INTEGER REFERENCES staff(id);
ALTER TABLE screening ADD COLUMN again_at INTEGER;
ALTER TABLE screening ADD COLUMN settled TEXT;
ALTER TABLE screening ADD COLUMN settled_by INTEGER REFERENCES staff(id);

DROP TRIGGER checklist_update;
CREATE TRIGGER checklist_update BEFORE UPDATE ON checklist
WHEN OLD.state <> 'draft'
 AND (NEW.state = 'draft' OR NEW.code IS NOT OLD.code OR NEW.edition IS NOT OLD.edition
  OR NEW.title IS NOT OLD.title OR NEW.valid_months IS NOT OLD.valid_months
  OR NEW.languages IS NOT OLD.languages)
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
