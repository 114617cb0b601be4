-- Public keys by which people log in.

-- Whose login the key is, for sshd.
-- :name staff_key_login
SELECT f.login, k.type, k.key FROM staff_key k JOIN staff f ON f.id = k.staff
 WHERE k.fingerprint = :fingerprint AND k.active = 1 AND f.active = 1 AND f.login IS NOT NULL;

-- A person's keys that count.
-- :name staff_key_of
SELECT id, label, fingerprint FROM staff_key WHERE staff = :staff AND active = 1;

-- Also somebody who may not log in.
-- :name staff_of_login
SELECT id FROM staff WHERE login = :login;

-- The keys of the person :of, of everybody where that is 0, by name.
-- :name page_staff_key_ahead
SELECT id, key FROM
  (SELECT staff_key.id, (1 - staff_key.active) || lower(f.name) || ' ' ||
          coalesce(lower(staff_key.label), '~') AS key
     FROM staff_key JOIN staff f ON f.id = staff_key.staff
    WHERE (staff_key.staff = :of OR coalesce(:of, 0) = 0) AND (staff_key.active OR :all))
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_staff_key_back
SELECT id, key FROM
  (SELECT staff_key.id, (1 - staff_key.active) || lower(f.name) || ' ' ||
          coalesce(lower(staff_key.label), '~') AS key
     FROM staff_key JOIN staff f ON f.id = staff_key.staff
    WHERE (staff_key.staff = :of OR coalesce(:of, 0) = 0) AND (staff_key.active OR :all))
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_staff_key_row
SELECT k.version, (1 - k.active) || lower(f.name) || ' ' || coalesce(lower(k.label), '~') AS key,
       1 - k.active AS off, k.staff, k.label, k.type, k.fingerprint
  FROM staff_key k JOIN staff f ON f.id = k.staff
 WHERE k.id = :id AND (k.staff = :of OR coalesce(:of, 0) = 0);
