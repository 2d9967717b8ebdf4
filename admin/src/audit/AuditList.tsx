import HistoryIcon from '@mui/icons-material/History';
import { Alert } from '@mui/material';
import type { AuditEntry } from '@perennial/contract/admin';
import { DataTable, List, SelectInput, TextInput, TopToolbar, useTranslate } from 'react-admin';
import { InstantField } from '../formats/InstantField';
import { EmptyState } from '../page/EmptyState';
import { NothingFound } from '../page/NothingFound';
import { PageHeading } from '../page/PageHeading';
import { useMay } from '../session/useMay';
import { Actor } from './Actor';
import { COMMANDS } from './commands';
import { DetailsInWords } from './DetailsInWords';
import { EverythingAgain } from './EverythingAgain';
import { Subject } from './Subject';

const Column = DataTable.Col<AuditEntry>;
const ACTORS = ['member', 'operator', 'api-key', 'customer', 'system'] as const satisfies readonly AuditEntry['actorKind'][];
const T = 'resources.audit-entries';
const choicesOf = (kind: string, ids: readonly string[]) => ids.map((id) => ({ id, name: `${T}.${kind}.${id}` }));

const filters = [
  <SelectInput key="actorKind" source="actorKind" choices={choicesOf('actors', ACTORS)} alwaysOn />,
  <SelectInput key="command" source="command" choices={choicesOf('commands', COMMANDS)} alwaysOn />,
  <TextInput key="subjectId" source="subjectId" label={`${T}.by_subject_id`} resettable alwaysOn />,
];

/** Who did what to what, and when. Nothing in it can be changed, by anybody. */
const AuditList = () => {
  const translate = useTranslate();
  const may = useMay('admin');
  return (
    <>
      <PageHeading title={translate(`${T}.name`, 2)} lead={translate(`${T}.lead`)} />
      {may ? (
        <List
          title={false}
          actions={
            <TopToolbar>
              <EverythingAgain />
            </TopToolbar>
          }
          exporter={false}
          filters={filters}
          sort={{ field: 'at', order: 'DESC' }}
          perPage={50}
          empty={<EmptyState icon={HistoryIcon} title={translate(`${T}.empty.title`)} text={translate(`${T}.empty.text`)} />}
        >
          <DataTable<AuditEntry> bulkActionButtons={false} rowClick={false} empty={<NothingFound />}>
            <Column source="at" field={InstantField} />
            <Column source="actorKind" disableSort render={(entry) => <Actor entry={entry} />} />
            <Column source="command" disableSort render={({ command }) => translate(`${T}.commands.${command}`, { _: command })} />
            <Column source="subjectKind" disableSort render={(entry) => <Subject entry={entry} />} />
            <Column source="details" disableSort render={({ details }) => <DetailsInWords details={details} />} />
          </DataTable>
        </List>
      ) : (
        <Alert severity="info">{translate(`${T}.for_admins`)}</Alert>
      )}
    </>
  );
};
export default AuditList;
