import type { Me } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/request';

export const ME = ['me'];

/** The signed-in person and the workspaces open to them. */
export const useMe = () => useQuery({ queryKey: ME, queryFn: ({ signal }) => request<Me>('/me', { signal }), staleTime: 60_000, retry: 1 });
