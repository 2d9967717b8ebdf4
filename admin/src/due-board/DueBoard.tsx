import { Tab, Tabs } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { useState } from 'react';
import { DataTable, List, SearchInput, useCreatePath, useTranslate } from 'react-admin';
import { BecauseSentence } from '../cycles/BecauseSentence';
import { ExpectedDate } from '../cycles/ExpectedDate';
import { SetExpectedDateButton } from '../cycles/SetExpectedDateButton';
import { WhoAndWhat } from '../cycles/WhoAndWhat';
import { WindowAndChance } from '../cycles/WindowAndChance';
import { PageHeading } from '../page/PageHeading';
import { NobodyDue } from './NobodyDue';

const BOARDS = ['due', 'overdue', 'all'] as const;
type Board = (typeof BOARDS)[number];

const Column = DataTable.Col<Cycle>;
const filters = [<SearchInput key="q" source="q" alwaysOn />];

/** Who needs what next: today's work. */
const DueBoard = () => {
  const translate = useTranslate();
  const createPath = useCreatePath();
  const [board, setBoard] = useState<Board>('due');
  return (
    <>
      <PageHeading title={translate('resources.due.name')} lead={translate('resources.due.lead')} />
      <Tabs value={board} onChange={(_, next: Board) => setBoard(next)} aria-label={translate('resources.due.name')}>
        {BOARDS.map((name) => (
          <Tab key={name} value={name} label={translate(`resources.due.boards.${name}`)} />
        ))}
      </Tabs>
      <List
        key={board}
        resource="cycles"
        storeKey={`due-board.${board}`}
        title={false}
        filter={{ board }}
        filters={filters}
        sort={board === 'overdue' ? { field: 'expectedOn', order: 'DESC' } : { field: 'expectedOn', order: 'ASC' }}
        exporter={false}
        empty={<NobodyDue board={board} />}
      >
        <DataTable<Cycle> bulkActionButtons={false} rowClick={(_id, _resource, cycle) => createPath({ resource: 'customers', id: String(cycle['customerId']), type: 'show' })}>
          <Column source="expectedOn" render={(cycle) => <ExpectedDate cycle={cycle} />} />
          <Column source="customerName" label="resources.cycles.fields.who" render={(cycle) => <WhoAndWhat cycle={cycle} />} />
          <Column source="probability" label="resources.cycles.fields.window" render={(cycle) => <WindowAndChance cycle={cycle} />} />
          <Column source="reason" disableSort render={(cycle) => <BecauseSentence cycle={cycle} />} />
          <Column source="id" label={false} disableSort render={(cycle) => <SetExpectedDateButton cycle={cycle} />} />
        </DataTable>
      </List>
    </>
  );
};
export default DueBoard;
