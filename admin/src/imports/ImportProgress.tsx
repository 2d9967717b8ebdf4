import { Card, LinearProgress, Stack, Typography } from '@mui/material';
import type { Import } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';
import { CancelImportButton } from './CancelImportButton';

/** How far it is, how fast it goes, how long it will take. Booking is one step for the database, without a measure. */
export const ImportProgress = ({ record }: { readonly record: Import }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const share = record.status === 'reading' && record.fileBytes > 0 ? Math.min(1, record.bytesRead / record.fileBytes) : null;
  const facts = [
    record.rowsRead > 0 && translate('resources.imports.progress.rows', { smart_count: record.rowsRead, number: formats.number(record.rowsRead) }),
    record.rowsPerSecond !== null && translate('resources.imports.progress.speed', { number: formats.number(record.rowsPerSecond) }),
    record.secondsLeft !== null && translate('resources.imports.progress.left', { time: formats.duration(record.secondsLeft) }),
  ].filter((fact) => fact !== false);
  return (
    <Card sx={{ p: 3, maxWidth: 760 }}>
      <Stack spacing={2} aria-live="polite">
        <Typography variant="h6" component="h2">
          {translate(`resources.imports.progress.${record.status}`)}
          {share !== null && ` ${formats.percent(share)}`}
        </Typography>
        <LinearProgress variant={share === null ? 'indeterminate' : 'determinate'} value={(share ?? 0) * 100} aria-label={translate(`resources.imports.progress.${record.status}`)} sx={{ height: 8, borderRadius: 4 }} />
        <Typography color="textSecondary">{facts.join(' · ') || translate('resources.imports.progress.starting')}</Typography>
        <Typography variant="body2" color="textSecondary">
          {translate('resources.imports.progress.leave')}
        </Typography>
        <div>
          <CancelImportButton record={record} />
        </div>
      </Stack>
    </Card>
  );
};
