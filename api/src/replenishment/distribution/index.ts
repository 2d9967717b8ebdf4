export { errorAt, shareUpTo } from './distribution.sql.js';
