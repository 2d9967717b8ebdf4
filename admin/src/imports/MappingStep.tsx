import { Alert, Box, Card, Stack, Typography } from '@mui/material';
import type { Import, ImportField, ImportMapping } from '@perennial/contract/admin';
import { useState } from 'react';
import { Loading, useCreatePath, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { PreviewTable } from './PreviewTable';
import { ReadingChoices } from './ReadingChoices';
import { StartImportButton } from './StartImportButton';
import { useImportPreview } from './useImportPreview';

/** Second step: what each column means, as guessed, to be put right by whoever knows better. */
export const MappingStep = ({ record }: { readonly record: Import }) => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const [changed, setChanged] = useState<ImportMapping>();
  const { data: preview, error } = useImportPreview(record, changed);
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!preview) return <Loading />;

  const mapping = changed ?? preview.mapping;
  const assign = (column: number, field: ImportField | null) => setChanged({ ...mapping, columns: reassigned(mapping.columns, column, field) });
  const missing = preview.missing.map((field) => translate(`resources.imports.columns.${field}`)).join(translate('resources.purchases.separator'));

  return (
    <Stack spacing={2}>
      {record.sameFileAs && (
        <Alert severity="info">
          {translate('resources.imports.same_file')} <Link to={createPath({ resource: 'imports', id: record.sameFileAs, type: 'show' })}>{translate('resources.imports.to_same_file')}</Link>
        </Alert>
      )}
      {missing && <Alert severity="warning">{translate('resources.imports.missing', { fields: missing })}</Alert>}
      {!preview.dateOrderIsCertain && <Alert severity="warning">{translate('resources.imports.date_in_doubt')}</Alert>}
      <Card sx={{ p: 2.5 }}>
        <Typography variant="h6" component="h2">
          {translate('resources.imports.mapping.title')}
        </Typography>
        <Typography color="textSecondary" variant="body2" sx={{ mb: 2 }}>
          {translate('resources.imports.mapping.text')}
        </Typography>
        <ReadingChoices mapping={mapping} onChange={setChanged} />
        <PreviewTable preview={preview} columns={mapping.columns} onAssign={assign} />
        <Box sx={{ display: 'flex', gap: 1, mt: 2.5, flexWrap: 'wrap' }}>
          <StartImportButton record={record} mapping={mapping} disabled={preview.missing.length > 0} />
          <StartImportButton record={record} mapping={mapping} disabled={preview.missing.length > 0} dryRun />
        </Box>
        <Typography color="textSecondary" variant="body2" sx={{ mt: 1 }}>
          {translate('resources.imports.mapping.dry_run_help')}
        </Typography>
      </Card>
    </Stack>
  );
};

/** One column means one field, and one field stands in one column. */
function reassigned(columns: ImportMapping['columns'], column: number, field: ImportField | null): ImportMapping['columns'] {
  const others = Object.entries(columns).filter(([name, at]) => at !== column && name !== field);
  return Object.fromEntries(field ? [...others, [field, column]] : others);
}
