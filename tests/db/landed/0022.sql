-- What came with migration 0022. Frozen.

INSERT INTO checklist_rule(id, version, checklist, position, item, answer, verdict, site,
 override, enabled, only_if) VALUES (20, 1, 2, 1, 'medicines', 'warfarin', 'block', 0, 'owner',
 1, 'pregnant=no');
