-- What the practice offers and who works there.

-- :name offer_service
SELECT * FROM service WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_product
SELECT * FROM product WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_staff
SELECT * FROM staff WHERE active = 1 OR :all ORDER BY active DESC, name COLLATE NOCASE, id;

-- :name offer_checklists
SELECT * FROM checklist ORDER BY code, edition DESC;

-- Somebody else who logs in as an owner.
-- :name offer_other_owner
SELECT 1 FROM staff
 WHERE role = 'owner' AND active = 1 AND login IS NOT NULL AND id <> :id LIMIT 1;
