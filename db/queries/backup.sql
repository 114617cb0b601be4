-- What the note beside a backup says about its contents.

-- :name check_newest_visit
SELECT max(date) AS date FROM session WHERE status = 'done';
