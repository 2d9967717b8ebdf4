import { Box, FormControlLabel, MenuItem, Switch, TextField } from '@mui/material';
import { ImportMapping } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';

interface Props {
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}

const { dateOrder, encoding, delimiter } = ImportMapping.shape;

/** How the file is written: dates, letters, separators, decimals. */
export const ReadingChoices = ({ mapping, onChange }: Props) => {
  const translate = useTranslate();
  const choice = (field: 'dateOrder' | 'encoding' | 'delimiter', options: readonly string[]) => (
    <TextField select margin="none" label={translate(`resources.imports.reading.${field}`)} value={mapping[field]} onChange={(event) => onChange({ ...mapping, [field]: event.target.value })}>
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {translate(`resources.imports.reading.${field}s.${NAMES[option] ?? option}`)}
        </MenuItem>
      ))}
    </TextField>
  );
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: 'repeat(4, 1fr)' }, mb: 2, alignItems: 'center' }}>
      {choice('dateOrder', dateOrder.options)}
      {choice('encoding', encoding.options)}
      {choice('delimiter', delimiter.options)}
      <FormControlLabel
        control={<Switch checked={mapping.decimalComma} onChange={(event) => onChange({ ...mapping, decimalComma: event.target.checked })} />}
        label={translate('resources.imports.reading.decimalComma')}
      />
    </Box>
  );
};

/** A separator cannot be a key in a catalogue of texts. */
const NAMES: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
