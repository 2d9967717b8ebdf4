import ManageAccountsIcon from '@mui/icons-material/ManageAccounts';
import { ListItemIcon, ListItemText, MenuItem } from '@mui/material';
import { useTranslate, useUserMenu } from 'react-admin';
import { Link } from 'react-router-dom';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** From the person's name in the corner to their account. */
export const AccountMenuItem = () => {
  const translate = useTranslate();
  const { id } = useWorkplace();
  const menu = useUserMenu();
  return (
    <MenuItem component={Link} to={`/w/${id}/account`} onClick={() => menu?.onClose()}>
      <ListItemIcon>
        <ManageAccountsIcon fontSize="small" />
      </ListItemIcon>
      <ListItemText>{translate('account.title')}</ListItemText>
    </MenuItem>
  );
};
