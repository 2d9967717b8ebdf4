import { Alert } from '@mui/material';
import type { TwoFactorEnrolment } from '@perennial/contract/admin';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { request } from '../api/request';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { ME } from '../session/me';
import { AccountCard } from './AccountCard';
import { ConfirmWithPassword } from './ConfirmWithPassword';
import { EnrolAuthenticator } from './EnrolAuthenticator';

/** Sets the second factor up, or takes it off again. Both ask for the password: an unattended screen is not enough. */
export const TwoFactor = () => {
  const translate = useTranslate();
  const queries = useQueryClient();
  const { me } = useWorkplace();
  const [enrolment, setEnrolment] = useState<TwoFactorEnrolment>();
  const on = me.user.twoFactorEnabled;

  const begin = async (password: string) => setEnrolment(await request<TwoFactorEnrolment>('/auth/two-factor/enable', { method: 'POST', body: { password } }));
  const disable = async (password: string) => {
    await request('/auth/two-factor/disable', { method: 'POST', body: { password } });
    await queries.invalidateQueries({ queryKey: ME });
  };
  const finished = async () => {
    setEnrolment(undefined);
    await queries.invalidateQueries({ queryKey: ME });
  };

  return (
    <AccountCard title={translate('account.two_factor.title')} text={translate('account.two_factor.text')}>
      {enrolment ? (
        <EnrolAuthenticator enrolment={enrolment} onDone={finished} />
      ) : (
        <>
          <Alert severity={on ? 'success' : 'info'}>{translate(`account.two_factor.${on ? 'is_on' : 'is_off'}`)}</Alert>
          <ConfirmWithPassword key={String(on)} label={translate(`account.two_factor.${on ? 'disable' : 'enable'}`)} onPassword={on ? disable : begin} />
        </>
      )}
    </AccountCard>
  );
};
