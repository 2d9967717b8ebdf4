import UploadFileIcon from '@mui/icons-material/UploadFile';
import type { Import } from '@perennial/contract/admin';
import { CreateButton, DataTable, List, useTranslate } from 'react-admin';
import { InstantField } from '../formats/InstantField';
import { useFormats } from '../formats/useFormats';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { RecordLink } from '../page/RecordLink';
import { ImportState } from './ImportState';

const Column = DataTable.Col<Import>;

const ImportList = () => {
  const translate = useTranslate();
  const formats = useFormats();
  const upload = <CreateButton resource="imports" label="resources.imports.action.new" variant="contained" icon={<UploadFileIcon />} />;
  return (
    <>
      <PageHeading title={translate('resources.imports.name', 2)} lead={translate('resources.imports.lead')} actions={upload} />
      <List
        title={false}
        actions={false}
        exporter={false}
        sort={{ field: 'createdAt', order: 'DESC' }}
        empty={
          <EmptyState icon={UploadFileIcon} title={translate('resources.imports.empty.title')} text={translate('resources.imports.empty.text')}>
            {upload}
          </EmptyState>
        }
      >
        <DataTable<Import> bulkActionButtons={false} rowClick="show">
          <Column source="createdAt" field={InstantField} />
          <Column
            source="fileName"
            disableSort
            render={({ id, fileName }) => (
              <RecordLink resource="imports" id={id}>
                {fileName}
              </RecordLink>
            )}
          />
          <Column source="fileBytes" align="right" disableSort render={({ fileBytes }) => formats.bytes(fileBytes)} />
          <Column source="status" disableSort render={(record) => <ImportState record={record} />} />
          <Column source="booked" align="right" disableSort render={({ result }) => (result ? formats.number(result.booked) : null)} />
          <Column source="refused" align="right" disableSort render={({ result }) => (result ? formats.number(result.refused) : null)} />
        </DataTable>
      </List>
    </>
  );
};
export default ImportList;
