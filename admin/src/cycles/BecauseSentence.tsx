import { Typography } from '@mui/material';
import type { Because, Cycle } from '@perennial/contract/admin';
import { useTranslate } from 'react-admin';
import { useFormats } from '../formats/useFormats';

/** Why this date, in one sentence to staff. The same facts are told to the customer, as "you", in mails and on the shelf. */
export const BecauseSentence = ({ cycle: { because } }: { readonly cycle: Cycle }) => {
  const translate = useTranslate();
  const formats = useFormats();
  const { usualFromDays: from, usualToDays: to } = because;
  const usual = from === to ? translate('page.days', from ?? because.typicalDays) : translate('page.between_days', { from, to });
  const weeks = because.everyWeeks !== undefined && translate('resources.cycles.weeks', because.everyWeeks);
  const why = translate(`resources.cycles.because.${keyOf(because)}`, {
    number: formats.number(because.purchases),
    usual,
    typical: translate('page.days', because.typicalDays),
    last: formats.day(because.lastOrderedOn),
    day: formats.day(because.ranOutOn ?? because.lastOrderedOn),
    weeks,
  });
  return (
    <Typography variant="body2" color="textSecondary" sx={{ minWidth: 220, maxWidth: 440, textWrap: 'pretty' }}>
      {why}
      {weeks && because.basis !== 'every-n-weeks' && ` ${translate('resources.cycles.because.asked', { weeks })}`}
      {because.stillHadSomeOn && ` ${translate('resources.cycles.because.still_had_some', { day: formats.day(because.stillHadSomeOn) })}`}
    </Typography>
  );
};

/** Two purchases have one interval between them, which is not yet a habit. */
function keyOf({ basis, purchases }: Because): string {
  return basis === 'personal' && purchases === 2 ? 'bought_twice' : basis;
}
