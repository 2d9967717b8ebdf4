import { Stack } from '@mui/material';
import { useTranslate } from 'react-admin';
import { PageHeading } from '../page/PageHeading';
import { ChangePassword } from './ChangePassword';
import { Profile } from './Profile';
import { Sessions } from './Sessions';
import { TwoFactor } from './TwoFactor';

/** A person's own account, the same in every workspace. */
const AccountPage = () => {
  const translate = useTranslate();
  return (
    <>
      <PageHeading title={translate('account.title')} lead={translate('account.lead')} />
      <Stack spacing={3} sx={{ maxWidth: 720, pb: 4 }}>
        <Profile />
        <TwoFactor />
        <ChangePassword />
        <Sessions />
      </Stack>
    </>
  );
};
export default AccountPage;
