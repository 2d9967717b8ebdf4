import KeyIcon from '@mui/icons-material/Key';
import { Chip, Stack } from '@mui/material';
import type { ApiKey } from '@perennial/contract/admin';
import { DataTable, List, useTranslate } from 'react-admin';
import { InstantField } from '../formats/InstantField';
import { useFormats } from '../formats/useFormats';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { CreateApiKeyButton } from './CreateApiKeyButton';
import { RevokeApiKeyButton } from './RevokeApiKeyButton';

const Column = DataTable.Col<ApiKey>;

/** The keys by which shops and scripts call the API in this workspace's name. */
const ApiKeyList = () => {
  const translate = useTranslate();
  const formats = useFormats();
  return (
    <>
      <PageHeading title={translate('resources.api-keys.name', 2)} lead={translate('resources.api-keys.lead')} actions={<CreateApiKeyButton />} />
      <List
        title={false}
        actions={false}
        exporter={false}
        sort={{ field: 'createdAt', order: 'DESC' }}
        empty={<EmptyState icon={KeyIcon} title={translate('resources.api-keys.empty.title')} text={translate('resources.api-keys.empty.text')} />}
      >
        <DataTable<ApiKey> bulkActionButtons={false} rowClick={false}>
          <Column source="name" />
          <Column source="shownPrefix" disableSort render={({ shownPrefix }) => <code>{shownPrefix}…</code>} />
          <Column
            source="scopes"
            disableSort
            render={({ scopes }) => (
              <Stack direction="row" spacing={0.5} useFlexGap sx={{ flexWrap: 'wrap' }}>
                {scopes.map((scope) => (
                  <Chip key={scope} size="small" variant="outlined" label={scope} />
                ))}
              </Stack>
            )}
          />
          <Column source="createdAt" field={InstantField} />
          <Column source="lastUsedAt" disableSort render={({ lastUsedAt }) => (lastUsedAt ? formats.instant(lastUsedAt) : translate('resources.api-keys.never_used'))} />
          <Column source="id" label={false} disableSort render={(key) => <RevokeApiKeyButton apiKey={key} />} />
        </DataTable>
      </List>
    </>
  );
};
export default ApiKeyList;
