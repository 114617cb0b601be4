-- Charts: what a treatment was, where, how deep and with what.

-- :name chart_template_there
SELECT EXISTS (SELECT 1 FROM chart_template WHERE code = :code) AS there;
