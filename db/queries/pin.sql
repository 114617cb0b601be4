-- PINs: local, never journalled.

-- :name pin_of
SELECT hash, at, wrong, tried FROM pin WHERE staff = :staff;

-- :name pin_set
INSERT INTO pin(staff, hash, at, wrong) VALUES (:staff, :hash, :at, 0)
 ON CONFLICT(staff) DO UPDATE SET hash = :hash, at = :at, wrong = 0, tried = NULL;

-- :name pin_tried
UPDATE pin SET wrong = :wrong, tried = :now WHERE staff = :staff;

-- :name pin_forget
DELETE FROM pin WHERE staff = :staff;
