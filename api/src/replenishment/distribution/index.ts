export { errorAt, errorAtStep, HALF_A_DAY, placeOf, shareAtPlace, shareUpTo, stepOf } from './distribution.sql.js';
