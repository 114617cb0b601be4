-- What must not meet: a product, and what its client has, takes or answered.

-- :name caution_rows
SELECT * FROM product_caution WHERE active ORDER BY id;

-- A client's answers, the newest first.
-- :name caution_answers
SELECT a.key AS item, a.value AS answer, s.date
  FROM screening s JOIN json_each(iif(json_valid(s.answers), s.answers, '{}')) a
 WHERE s.client = :client AND a.type = 'text'
 ORDER BY s.date DESC, s.id DESC;

-- :name caution_products
SELECT * FROM product WHERE id IN (SELECT value FROM json_each(:ids));

-- What may be answered to an item of a published checklist.
-- :name caution_item
SELECT checklist_item.answers
  FROM checklist_item JOIN checklist ON checklist.id = checklist_item.checklist
 WHERE checklist_item.code = :item AND checklist.state = 'published';

-- :name caution_there
SELECT 1 FROM product_caution WHERE code = :code COLLATE NOCASE;

-- :name caution_of_json
SELECT json_extract(:json, '$.code') AS code,
       (SELECT group_concat(value, ', ') FROM json_each(:json, '$.ingredients')) AS ingredients,
       json_extract(:json, '$.kind') AS kind,
       json_extract(:json, '$.strength_over') AS strength_over,
       (SELECT group_concat(value, ', ') FROM json_each(:json, '$.meets')) AS meets,
       json_extract(:json, '$.found_in') AS found_in, json_extract(:json, '$.answer') AS answer,
       json_extract(:json, '$.guidance') AS guidance, json_extract(:json, '$.source') AS source;
