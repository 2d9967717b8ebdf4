export { errorAt, errorAtStep, placeOf, shareAtPlace, shareUpTo, stepOf } from './distribution.sql.js';
