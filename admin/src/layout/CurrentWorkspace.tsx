import type { Me, WorkspaceProfile } from '@perennial/contract/admin';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { Loading } from 'react-admin';
import { useParams } from 'react-router-dom';
import { useApi } from '../api/useApi';
import { lastWorkspace, rememberWorkspace } from '../session/lastWorkspace';
import { useMe } from '../session/me';
import { NotYourWorkspace } from './NotYourWorkspace';
import { ServiceUnreachable } from './ServiceUnreachable';

/** The workspace this page is about, who asks, and what they may do in it. */
export interface Workplace extends WorkspaceProfile {
  readonly id: string;
  readonly role: Me['workspaces'][number]['role'];
  readonly me: Me;
}

const Context = createContext<Workplace | undefined>(undefined);

export const useWorkplace = (): Workplace => {
  const workplace = useContext(Context);
  if (!workplace) throw new Error('useWorkplace is for pages of a workspace');
  return workplace;
};

/** Draws its children once it is known whose workspace this is. */
export const CurrentWorkspace = ({ children }: { readonly children: ReactNode }) => {
  const { workspaceId } = useParams();
  const api = useApi();
  const { data: me, error, refetch } = useMe();
  const mine = me?.workspaces.find(({ id }) => id === workspaceId);
  const profile = useQuery({
    queryKey: ['workspace-profile', workspaceId],
    queryFn: ({ signal }) => api.get<WorkspaceProfile>('/settings', signal),
    enabled: mine !== undefined,
    staleTime: 60_000,
  });

  useEffect(() => {
    if (mine && lastWorkspace() !== mine.id) rememberWorkspace(mine.id);
  }, [mine]);

  if (me && !mine) return <NotYourWorkspace />;
  if (error ?? profile.error) return <ServiceUnreachable onRetry={() => void Promise.all([refetch(), profile.refetch()])} />;
  if (!me || !mine || !profile.data) return <Loading />;
  return <Context.Provider value={{ ...profile.data, id: mine.id, role: mine.role, me }}>{children}</Context.Provider>;
};
