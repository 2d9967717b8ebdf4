/** The page of the back office where a workspace's plan is renewed. */
export function billingPage(publicUrl: string, workspaceId: string): string {
  return `${publicUrl}/admin/w/${workspaceId}/billing`;
}

/** Where the payer lands after the provider's page, paid or not. */
export function paymentPage(publicUrl: string, workspaceId: string, paymentId: string): string {
  return `${billingPage(publicUrl, workspaceId)}/payments/${paymentId}`;
}
