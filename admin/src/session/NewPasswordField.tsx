import { TextField, type TextFieldProps } from '@mui/material';
import { useTranslate } from 'react-admin';

/** Where a password is chosen: it says how long it must be before anybody has to be refused. */
export const NewPasswordField = (props: Pick<TextFieldProps, 'name' | 'autoFocus'>) => {
  const translate = useTranslate();
  return (
    <TextField
      {...props}
      label={translate('session.new_password')}
      helperText={translate('session.password_help')}
      type="password"
      autoComplete="new-password"
      required
      slotProps={{ htmlInput: { minLength: 10, maxLength: 128 } }}
    />
  );
};
