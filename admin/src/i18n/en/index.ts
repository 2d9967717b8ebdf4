import { due } from './due';
import { layout } from './layout';
import { reactAdmin } from './react-admin';
import { session } from './session';

export default { ...reactAdmin, layout, session, resources: { due } };
