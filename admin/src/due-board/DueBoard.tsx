import { Typography } from '@mui/material';
import { Title, useTranslate } from 'react-admin';

const DueBoard = () => {
  const translate = useTranslate();
  return (
    <>
      <Title title={translate('resources.due.name')} />
      <Typography variant="h4" component="h1" sx={{ my: 3 }}>
        {translate('resources.due.name')}
      </Typography>
    </>
  );
};
export default DueBoard;
