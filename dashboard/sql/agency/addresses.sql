-- addresses: every address of the form, with the editions that print it
-- grain:     one row per address, in the form's order
-- note:      is_derived: no edition prints it of its own accord (the groups' subtotals), so it is mostly worked out
SELECT i.table_id, i.item_id, i.column_id, i.label, i.unit, i.kind, i.article, i.editions,
       coalesce(f.is_derived, true) AS is_derived
FROM items i LEFT JOIN (
    SELECT table_id, item_id, column_id, bool_and(is_optional) AS is_derived FROM form_cells GROUP BY ALL
) f USING (table_id, item_id, column_id)
ORDER BY i.position
