import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { OutsidePage } from '../front-door/OutsidePage';

export const NotYourWorkspace = () => {
  const translate = useTranslate();
  return (
    <OutsidePage title={translate('layout.workspace.not_yours_title')} text={translate('layout.workspace.not_yours_text')}>
      <Button component={Link} to="/" variant="contained">
        {translate('layout.workspace.to_mine')}
      </Button>
    </OutsidePage>
  );
};
