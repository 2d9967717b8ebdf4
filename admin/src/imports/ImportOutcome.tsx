import { Alert, Button, Card, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { type Import, importFaultText, type ImportFault, type ImportResult } from '@perennial/contract/admin';
import { useCreatePath, useLocale, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFormats } from '../formats/useFormats';
import { DownloadBadRowsButton } from './DownloadBadRowsButton';
import { StartImportButton } from './StartImportButton';

interface Props {
  readonly record: Import;
  readonly result: ImportResult;
}

/** What came of the file, in sentences; each number says what it means. */
export const ImportOutcome = ({ record, result }: Props) => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const say = useSentences();
  const nothingNew = result.booked === 0 && result.unchanged > 0;
  return (
    <Stack spacing={2} sx={{ maxWidth: 860 }}>
      {record.dryRun && (
        <Alert severity="info" action={<StartImportButton record={record} />}>
          {translate('resources.imports.outcome.rehearsed')}
        </Alert>
      )}
      {nothingNew && <Alert severity="info">{translate('resources.imports.outcome.nothing_new')}</Alert>}
      <Card sx={{ p: 3 }}>
        <Stack spacing={1.25} component="ul" sx={{ m: 0, pl: 2.5 }}>
          <li>{say('rows', result.rows)}</li>
          <li>
            <strong>{say(record.dryRun ? 'would_be_booked' : 'booked', result.booked)}</strong> {result.returned > 0 && say('returned', result.returned)}
          </li>
          {result.unchanged > 0 && <li>{say('unchanged', result.unchanged)}</li>}
          <li>{say(result.refused > 0 ? 'refused' : 'none_refused', result.refused)}</li>
          {result.newPurchases > 0 && <li>{say('new_purchases', result.newPurchases)}</li>}
          {result.newCustomers > 0 && <li>{say('new_customers', result.newCustomers)}</li>}
          {result.newProducts > 0 && (
            <li>
              {say('new_products', result.newProducts)} {result.notRemindable > 0 && say('not_remindable', result.notRemindable)}
            </li>
          )}
        </Stack>
      </Card>
      {result.refused > 0 && <Refused record={record} result={result} />}
      {!record.dryRun && result.booked > 0 && (
        <div>
          <Button component={Link} to={createPath({ resource: 'due', type: 'list' })} variant="contained">
            {translate('resources.imports.outcome.to_due')}
          </Button>
        </div>
      )}
    </Stack>
  );
};

const Refused = ({ record, result }: Props) => {
  const translate = useTranslate();
  const formats = useFormats();
  const locale = useLocale() === 'zh-CN' ? 'zh-CN' : 'en';
  const faults = (Object.entries(result.refusedBecause) as [ImportFault, number][]).sort(([, a], [, b]) => b - a);
  return (
    <Card sx={{ p: 3 }}>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1} sx={{ justifyContent: 'space-between', mb: 1 }}>
        <Typography variant="h6" component="h2">
          {translate('resources.imports.outcome.why')}
        </Typography>
        <DownloadBadRowsButton record={record} />
      </Stack>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{translate('resources.imports.outcome.reason')}</TableCell>
            <TableCell align="right">{translate('resources.imports.outcome.rows_of_it')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {faults.map(([fault, rows]) => (
            <TableRow key={fault}>
              <TableCell>{importFaultText(fault, locale)}</TableCell>
              <TableCell align="right">{formats.number(rows)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
};

function useSentences() {
  const translate = useTranslate();
  const formats = useFormats();
  return (key: string, count: number) => translate(`resources.imports.outcome.${key}`, { smart_count: count, number: formats.number(count) });
}
