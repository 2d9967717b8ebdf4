export { type Cadence, type Period, periodAt } from './period.js';
export { addDays, addMonths, daysBetween, earlierOf, isPlainDate, laterOf, type PlainDate } from './plain-date.js';
export { dayIn, instantAt, isTimeZone, startOfDay, timeIn, type TimeZone } from './time-zone.js';
export { bothOpen, type Hours, isOpen, nextOpen, openHours, type OpenHours } from './quiet-hours.js';
