-- The public key that backups are sealed to. A column alone; no row is written. A file of 1 GB
-- needs the copy FILE.before-0027, 1 GB, and a moment; the lock is held meanwhile.
ALTER TABLE practice ADD COLUMN backup_key TEXT;
