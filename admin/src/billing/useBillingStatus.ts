import type { BillingStatus } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/useApi';
import { useWorkplace } from '../layout/CurrentWorkspace';

export const BILLING = 'billing';

/** Until when this workspace's service is paid for. */
export const useBillingStatus = () => {
  const api = useApi();
  const { id } = useWorkplace();
  return useQuery({ queryKey: [BILLING, id, 'status'], queryFn: ({ signal }) => api.get<BillingStatus>('/billing/status', signal) });
};
