import { HttpError, Loading, useTranslate } from 'react-admin';
import { Navigate } from 'react-router-dom';
import { ServiceUnreachable } from '../layout/ServiceUnreachable';
import { lastWorkspace } from '../session/lastWorkspace';
import { useMe } from '../session/me';
import { OutsidePage } from './OutsidePage';

/** Leads a signed-in person to the workspace they worked in last, or else to their first. */
export const EnterWorkspace = () => {
  const translate = useTranslate();
  const { data: me, error, refetch } = useMe();

  if (error instanceof HttpError && error.status === 401) return <Navigate to="/login" replace />;
  if (error) return <ServiceUnreachable onRetry={() => void refetch()} />;
  if (!me) return <Loading />;

  const workspace = me.workspaces.find(({ id }) => id === lastWorkspace()) ?? me.workspaces[0];
  if (workspace) return <Navigate to={`/w/${workspace.id}`} replace />;
  return <OutsidePage title={translate('layout.workspace.none_title')} text={translate('layout.workspace.none_text')} />;
};
