-- When a screen at which nobody types locks. A column alone; no row is written. A file of 1 GB
-- needs the copy FILE.before-0028, 1 GB, and a moment; the lock is held meanwhile.
ALTER TABLE practice ADD COLUMN idle TEXT;
