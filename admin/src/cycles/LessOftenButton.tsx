import UpdateIcon from '@mui/icons-material/Update';
import type { Cycle, LessOften } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { CommandButton } from '../page/CommandButton';

/** The customer finds it too often: the service answers from how many weeks to how many. */
export const LessOftenButton = ({ cycle }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const inWeeks = (count: number) => translate('resources.cycles.weeks', count);
  return (
    <CommandButton<LessOften>
      resource="cycles"
      id={cycle.id}
      verb="less-often"
      done={({ fromWeeks, toWeeks }) => translate('resources.cycles.less_often.done', { from: inWeeks(fromWeeks), to: inWeeks(toWeeks) })}
      icon={<UpdateIcon />}
      variant="text"
    >
      {translate('resources.cycles.less_often.button')}
    </CommandButton>
  );
};
