import CloudUploadOutlinedIcon from '@mui/icons-material/CloudUploadOutlined';
import { Box, Button, Typography } from '@mui/material';
import { type DragEvent, useId, useState } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes one file, dropped or chosen. */
export const DropZone = ({ disabled, onFile }: Props) => {
  const translate = useTranslate();
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (file: File | null | undefined) => {
    if (file && !disabled) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <Box
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        border: '2px dashed',
        borderColor: over ? 'primary.main' : 'divider',
        bgcolor: over ? 'action.hover' : 'transparent',
        borderRadius: 2,
        p: { xs: 3, sm: 5 },
        textAlign: 'center',
        position: 'relative',
        transition: 'border-color 120ms',
      }}
    >
      <CloudUploadOutlinedIcon color="primary" sx={{ fontSize: 44 }} />
      <Typography sx={{ fontWeight: 600, mt: 1 }}>{translate('resources.imports.upload.drop')}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
        {translate('resources.imports.upload.kinds')}
      </Typography>
      <Button component="label" htmlFor={id} variant="contained" disabled={disabled}>
        {translate('resources.imports.upload.choose')}
      </Button>
      <Box
        component="input"
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,.gz,text/csv"
        disabled={disabled}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
        sx={{ position: 'absolute', width: '1px', height: '1px', opacity: 0, pointerEvents: 'none' }}
      />
    </Box>
  );
};
