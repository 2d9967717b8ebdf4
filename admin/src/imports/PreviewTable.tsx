import { MenuItem, Select, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Tooltip, Typography } from '@mui/material';
import { importFaultText, ImportField, type ImportMapping, type ImportPreview } from '@perennial/contract/admin';
import { useLocale, useTranslate } from 'react-admin';

interface Props {
  readonly preview: ImportPreview;
  readonly columns: ImportMapping['columns'];
  readonly onAssign: (column: number, field: ImportField | null) => void;
}

/** The first rows as they stand in the file, what each column is taken for above them, and which rows could not be booked. */
export const PreviewTable = ({ preview, columns, onAssign }: Props) => {
  const translate = useTranslate();
  const locale = useLocale() === 'zh-CN' ? 'zh-CN' : 'en';
  const meaningOf = (column: number) => ImportField.options.find((field) => columns[field] === column) ?? '';
  return (
    <TableContainer tabIndex={0} role="region" aria-label={translate('resources.imports.mapping.preview')} sx={{ maxHeight: 520, border: 1, borderColor: 'divider', borderRadius: 1 }}>
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>{translate('resources.imports.mapping.row')}</TableCell>
            {preview.header.map((name, column) => (
              <TableCell key={column} sx={{ minWidth: 150, verticalAlign: 'top' }}>
                <Typography variant="caption" component="div" noWrap title={name} sx={{ fontWeight: 600, mb: 0.5 }}>
                  {name || translate('resources.imports.mapping.column', { number: column + 1 })}
                </Typography>
                <Select<ImportField | ''>
                  size="small"
                  fullWidth
                  displayEmpty
                  value={meaningOf(column)}
                  onChange={(event) => onAssign(column, event.target.value === '' ? null : event.target.value)}
                  slotProps={{ input: { 'aria-label': translate('resources.imports.mapping.means', { column: name }) } }}
                  sx={{ fontSize: '0.85rem', bgcolor: 'background.paper' }}
                >
                  <MenuItem value="">{translate('resources.imports.mapping.ignored')}</MenuItem>
                  {ImportField.options.map((field) => (
                    <MenuItem key={field} value={field}>
                      {translate(`resources.imports.columns.${field}`)}
                    </MenuItem>
                  ))}
                </Select>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {preview.rows.map(({ rowNo, cells, fault }) => (
            <TableRow key={rowNo} sx={fault ? { bgcolor: 'action.hover' } : {}}>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {rowNo}
                {fault && (
                  <Tooltip title={importFaultText(fault, locale)}>
                    <Typography component="span" variant="caption" color="error" tabIndex={0} sx={{ ml: 1, fontWeight: 600 }}>
                      {translate('resources.imports.mapping.not_booked')}
                    </Typography>
                  </Tooltip>
                )}
              </TableCell>
              {preview.header.map((_, column) => (
                <TableCell key={column} sx={{ maxWidth: 240, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: meaningOf(column) ? 'text.primary' : 'text.secondary' }}>
                  {cells[column]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
};
