/** The product of a cycle or reminder comes to the customer anyway, on their day `d.today`. */
export function alreadyOrdered(of: string, kind: 'open-order' | 'subscription'): string {
  return `EXISTS (
    SELECT FROM already_ordered o WHERE o.workspace_id = ${of}.workspace_id AND o.customer_id = ${of}.customer_id AND o.product_id = ${of}.product_id
      AND o.kind = '${kind}' AND (o.until IS NULL OR o.until >= d.today))`;
}
