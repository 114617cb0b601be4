-- A part of a write that may be taken back alone: db_attempt().

-- :name attempt_begin
SAVEPOINT attempt;

-- :name attempt_end
RELEASE attempt;

-- :name attempt_back
ROLLBACK TO attempt;
