-- What came with migration 0023. Frozen.

UPDATE practice SET verify = 1 WHERE id = 1;
INSERT INTO checklist(id, version, code, edition, title, state, valid_months, languages)
 VALUES (20, 1, 'peel', 1, 'Peel', 'draft', 6, 'fr=Avant le peeling|never=jamais');
INSERT INTO checklist_item(id, version, checklist, position, code, ask, type, answers, only_if,
 every_visit, languages) VALUES (20, 1, 20, 1, 'pregnant', 'Pregnant?', 'choice',
 'yes=y=Yes|no=n=No', NULL, 1, 'fr=Enceinte ?|y=oui|n=non');
UPDATE screening SET again = '{"pregnant":"yes"}', again_by = 1, again_at = 1773310000,
 settled = '{"pregnant":"no"}', settled_by = 1 WHERE id = 2;
