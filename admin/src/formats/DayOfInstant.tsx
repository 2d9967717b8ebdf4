import { dayIn } from '@perennial/calendar';
import { useFieldValue } from 'react-admin';
import { useWorkplace } from '../layout/CurrentWorkspace';
import { useFormats } from './useFormats';

/** The day of a moment, where the hour doesn't matter. */
export const DayOfInstant = ({ source }: { readonly source: string }) => {
  const instant = useFieldValue({ source }) as string | null | undefined;
  const { timeZone } = useWorkplace();
  const formats = useFormats();
  return instant ? <time dateTime={instant}>{formats.day(dayIn(new Date(instant), timeZone))}</time> : null;
};
