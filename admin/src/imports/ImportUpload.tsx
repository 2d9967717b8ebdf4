import { Alert, Box, Card, LinearProgress, TextField, Typography } from '@mui/material';
import { type Import, UploadImport } from '@perennial/contract/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useCreatePath, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useApi } from '../api/useApi';
import { PageHeading } from '../page/PageHeading';
import { DropZone } from './DropZone';

/** First step: the file. It is only kept and looked at; what its columns mean is confirmed on the next page. */
const ImportUpload = () => {
  const translate = useTranslate();
  const api = useApi();
  const navigate = useNavigate();
  const createPath = useCreatePath();
  const [source, setSource] = useState('file');
  const validSource = UploadImport.shape.source.safeParse(source);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) => {
      const query = new URLSearchParams({ fileName: file.name, source, start: 'false' });
      return api.post<Import>(`/imports?${query.toString()}`, new Blob([file], { type: file.name.endsWith('.gz') ? 'application/gzip' : 'text/csv' }));
    },
    onSuccess: ({ id }) => navigate(createPath({ resource: 'imports', id, type: 'show' })),
  });

  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeading title={translate('resources.imports.action.new')} lead={translate('resources.imports.upload.lead')} />
      {error && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {error.message}
        </Alert>
      )}
      <Card sx={{ p: 3 }}>
        <DropZone disabled={isPending || !validSource.success} onFile={mutate} />
        {isPending && <LinearProgress aria-label={translate('resources.imports.upload.uploading')} sx={{ mt: 2 }} />}
        <TextField
          label={translate('resources.imports.fields.source')}
          helperText={translate(validSource.success ? 'resources.imports.upload.source_help' : 'resources.imports.upload.source_fault')}
          error={!validSource.success}
          value={source}
          onChange={(event) => setSource(event.target.value)}
          sx={{ mt: 3, maxWidth: 360 }}
        />
      </Card>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
        {translate('resources.imports.upload.twice')}
      </Typography>
    </Box>
  );
};
export default ImportUpload;
