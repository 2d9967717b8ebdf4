import AutorenewIcon from '@mui/icons-material/Autorenew';
import { Card, Stack, Typography } from '@mui/material';
import type { Cycle } from '@perennial/contract/admin';
import { LinearProgress, ListBase, useListContext, useRecordContext, useTranslate } from 'react-admin';
import { BecauseSentence } from '../cycles/BecauseSentence';
import { EveryNWeeksButton } from '../cycles/EveryNWeeksButton';
import { ExpectedDate } from '../cycles/ExpectedDate';
import { LessOftenButton } from '../cycles/LessOftenButton';
import { ResumeRemindersButton } from '../cycles/ResumeRemindersButton';
import { RhythmChip } from '../cycles/RhythmChip';
import { RunOutButton } from '../cycles/RunOutButton';
import { SetExpectedDateButton } from '../cycles/SetExpectedDateButton';
import { StillHasSomeButton } from '../cycles/StillHasSomeButton';
import { StopRemindersButton } from '../cycles/StopRemindersButton';
import { UsualRhythmButton } from '../cycles/UsualRhythmButton';
import { WindowBar } from '../cycles/WindowBar';
import { EmptyState } from '../page/EmptyState';

/** What this customer buys, when each is expected again, and why. */
export const CustomerRhythms = () => {
  const customer = useRecordContext();
  if (!customer) return null;
  return (
    <ListBase resource="cycles" filter={{ customerId: customer.id, board: 'all' }} sort={{ field: 'expectedOn', order: 'ASC' }} perPage={100} disableSyncWithLocation storeKey={false}>
      <Rhythms />
    </ListBase>
  );
};

const Rhythms = () => {
  const translate = useTranslate();
  const { data, isPending } = useListContext<Cycle>();
  if (isPending) return <LinearProgress />;
  if (!data?.length) {
    return <EmptyState icon={AutorenewIcon} title={translate('resources.customers.no_rhythms.title')} text={translate('resources.customers.no_rhythms.text')} />;
  }
  return (
    <Stack spacing={1.5}>
      {data.map((cycle) => (
        <RhythmCard key={cycle.id} cycle={cycle} />
      ))}
    </Stack>
  );
};

const RhythmCard = ({ cycle }: { readonly cycle: Cycle }) => (
  <Card sx={{ p: 2.5 }}>
    <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ justifyContent: 'space-between' }}>
      <Stack spacing={1} sx={{ flex: 1, minWidth: 0 }}>
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center', flexWrap: 'wrap' }} useFlexGap>
          <Typography variant="h6" component="h2">
            {cycle.productName}
          </Typography>
          <RhythmChip cycle={cycle} />
        </Stack>
        <BecauseSentence cycle={cycle} />
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', ml: -0.5 }}>
          <SetExpectedDateButton cycle={cycle} />
          <StillHasSomeButton cycle={cycle} />
          <RunOutButton cycle={cycle} />
          <LessOftenButton cycle={cycle} />
          <EveryNWeeksButton cycle={cycle} />
          {cycle.because.everyWeeks !== undefined && <UsualRhythmButton cycle={cycle} />}
          {cycle.stopped ? <ResumeRemindersButton cycle={cycle} /> : <StopRemindersButton cycle={cycle} />}
        </Stack>
      </Stack>
      <Stack spacing={1} sx={{ width: { xs: '100%', sm: 200 }, flexShrink: 0 }}>
        <ExpectedDate cycle={cycle} />
        {cycle.rhythm !== 'lapsed' && <WindowBar cycle={cycle} />}
      </Stack>
    </Stack>
  </Card>
);
