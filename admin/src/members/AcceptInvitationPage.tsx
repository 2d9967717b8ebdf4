import { Alert, Button, TextField } from '@mui/material';
import type { AcceptedInvitation, OpenInvitation } from '@perennial/contract/admin';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Loading, useLocale, useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import { request } from '../api/request';
import { OutsideForm } from '../front-door/OutsideForm';
import { OutsidePage } from '../front-door/OutsidePage';
import { useMe } from '../session/me';
import { NewPasswordField } from '../session/NewPasswordField';
import { useTokenInAddress } from '../session/useTokenInAddress';

/** The page an invitation leads to: what it is for, and the step that is missing to accept it. */
export const AcceptInvitationPage = () => {
  const translate = useTranslate();
  const locale = useLocale();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const token = useTokenInAddress();
  const { data: me } = useMe();
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => request<OpenInvitation>('/invitations/look-up', { method: 'POST', body: { token } }),
    retry: false,
  });

  const accept = async ({ name, password }: Readonly<Record<string, string>>) => {
    const account = invitation?.accountExists ? {} : { account: { name, password, locale } };
    const { workspaceId } = await request<AcceptedInvitation>('/invitations/accept', { method: 'POST', body: { token, ...account } });
    if (!invitation?.accountExists) await request('/auth/sign-in/email', { method: 'POST', body: { email: invitation?.email, password } });
    await queries.invalidateQueries();
    void navigate(`/w/${workspaceId}`);
  };

  if (error) {
    return (
      <OutsidePage title={translate('resources.members.accept.gone')}>
        <Alert severity="error">{error.message}</Alert>
      </OutsidePage>
    );
  }
  if (!invitation) return <Loading />;

  const role = translate(`resources.members.roles.${invitation.role}`);
  const title = translate('resources.members.accept.title', { workspace: invitation.workspaceName });
  const text = translate('resources.members.accept.text', { email: invitation.email, role });
  const mustSignIn = invitation.accountExists && me?.user.email !== invitation.email;
  return (
    <OutsidePage title={title} text={text}>
      {mustSignIn ? (
        <Alert severity="info" action={<Button component={Link} to="/login" target="_blank">{translate('session.sign_in')}</Button>}>
          {translate('resources.members.accept.sign_in_first', { email: invitation.email })}
        </Alert>
      ) : (
        <OutsideForm submit={translate('resources.members.accept.submit')} onSubmit={accept}>
          {!invitation.accountExists && (
            <>
              <TextField name="name" label={translate('session.name')} autoComplete="name" autoFocus required />
              <NewPasswordField name="password" />
            </>
          )}
        </OutsideForm>
      )}
    </OutsidePage>
  );
};
