import { Alert } from '@mui/material';
import { type Import, REFUSALS, type RefusalCode, refusalText } from '@perennial/contract/admin';
import { LinearProgress, RecordContextProvider, useGetOne, useLocale, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { useFormats } from '../formats/useFormats';
import { PageHeading } from '../page/PageHeading';
import { ImportOutcome } from './ImportOutcome';
import { ImportProgress } from './ImportProgress';
import { ImportState } from './ImportState';
import { MappingStep } from './MappingStep';

const LOOK_AGAIN_MS = 1000;
const RUNNING: readonly Import['status'][] = ['queued', 'reading', 'booking'];

/** One file on its way into the ledger. Where it stands is the API's knowledge, so a reload or another colleague sees the same. */
const ImportShow = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const { id = '' } = useParams();
  const { data: record, error } = useGetOne<Import>('imports', { id: decodeURIComponent(id) }, { refetchInterval: ({ state }) => (state.data && [...RUNNING, 'undoing'].includes(state.data.status) ? LOOK_AGAIN_MS : false) });
  if (error) return <Alert severity="error" sx={{ mt: 3 }}>{error.message}</Alert>;
  if (!record) return <LinearProgress />;
  return (
    <RecordContextProvider value={record}>
      <PageHeading title={record.fileName} lead={translate('resources.imports.uploaded', { at: formats.instant(record.createdAt), size: formats.bytes(record.fileBytes) })} actions={<ImportState record={record} />} />
      <Stage record={record} />
    </RecordContextProvider>
  );
};

const Stage = ({ record }: { readonly record: Import }) => {
  const translate = useTranslate();
  const formats = useFormats();
  if (RUNNING.includes(record.status)) return <ImportProgress record={record} />;
  if (record.status === 'done' && record.result) return <ImportOutcome record={record} result={record.result} />;
  if (record.status === 'cancelled') return <Alert severity="info">{translate('resources.imports.cancelled')}</Alert>;
  if (record.status === 'undoing') return <Alert severity="info">{translate('resources.imports.undoing')}</Alert>;
  if (record.status === 'undone') return <Alert severity="info">{translate('resources.imports.undone', { number: formats.number(record.undone?.lines ?? 0) })}</Alert>;
  if (record.status === 'failed') return <Failure record={record} />;
  return <MappingStep record={record} />;
};

const Failure = ({ record }: { readonly record: Import }) => {
  const translate = useTranslate();
  const locale = useLocale() === 'zh-CN' ? 'zh-CN' : 'en';
  const code = record.failureCode;
  const why = code !== null && code in REFUSALS ? refusalText(code as RefusalCode, locale, record.failureDetails ?? {}) : translate('resources.imports.failed_unknown');
  return (
    <Alert severity="error">
      {why} {translate('resources.imports.failed')}
    </Alert>
  );
};

export default ImportShow;
