-- What the note beside a backup says about its contents, and whether anything is newer.

-- :name check_newest_visit
SELECT max(date) AS date FROM session WHERE status = 'done';

-- Entries without a change (logins, refusals, backups) are no reason for another backup.
-- :name backup_changed_since
SELECT 1 FROM journal WHERE n > :n AND changes > 0 LIMIT 1;
