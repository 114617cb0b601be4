-- JSON files, read with SQLite's JSON functions.

-- :name json_type
SELECT json_valid(:json) AS valid,
       CASE WHEN json_valid(:json) THEN json_type(:json) END AS root,
       CASE WHEN json_valid(:json) THEN json_type(:json, :path) END AS type;

-- :name json_items
SELECT type, value FROM json_each(:json, :path);

-- :name json_leaves
SELECT fullkey, type, atom FROM json_tree(:json) WHERE atom IS NOT NULL OR type = 'null';
