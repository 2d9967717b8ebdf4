import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { OutsidePage } from '../front-door/OutsidePage';

export const ServiceUnreachable = ({ onRetry }: { readonly onRetry: () => void }) => {
  const translate = useTranslate();
  return (
    <OutsidePage title={translate('layout.workspace.unreachable_title')} text={translate('layout.workspace.unreachable_text')}>
      <Button variant="contained" onClick={onRetry}>
        {translate('layout.workspace.try_again')}
      </Button>
    </OutsidePage>
  );
};
