-- Public keys by which people log in.

-- Whose login the key is, for sshd.
-- :name staff_key_login
SELECT f.login, k.type, k.key FROM staff_key k JOIN staff f ON f.id = k.staff
 WHERE k.fingerprint = :fingerprint AND k.active = 1 AND f.active = 1 AND f.login IS NOT NULL;
