/** What stands in for product `p` and can be had: `u`, whose id is null where nothing does. */
export const SUBSTITUTE = `
  LEFT JOIN products u ON u.workspace_id = p.workspace_id AND u.id = p.substitute_id
    AND u.remindable AND u.discontinued_at IS NULL AND coalesce(u.stock > 0, true)`;

/** `offered` of libs/replenishment for whole sets; both are asked the same in stock.area.spec.ts. */
export const OFFERED = `CASE WHEN coalesce(p.stock > 0, true) THEN 'itself' WHEN u.id IS NOT NULL THEN 'substitute' ELSE 'nothing' END`;
