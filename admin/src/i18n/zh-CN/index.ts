import { account } from './account';
import { apiKeys } from './api-keys';
import { auditEntries } from './audit';
import { billing } from './billing';
import { consent, customers } from './customers';
import { cycles } from './cycles';
import { due } from './due';
import { imports } from './imports';
import { layout } from './layout';
import { members } from './members';
import { messages } from './messages';
import { operatedWorkspaces } from './operations';
import { page } from './page';
import { products } from './products';
import { purchases } from './purchases';
import { reactAdmin } from './react-admin';
import { reminders } from './reminders';
import { rules } from './rules';
import { session } from './session';
import { workspaceSettings } from './workspace-settings';

export default {
  ...reactAdmin,
  layout,
  session,
  account,
  page,
  resources: {
    due,
    customers,
    consent,
    products,
    purchases,
    imports,
    cycles,
    rules,
    reminders,
    messages,
    billing,
    members,
    'api-keys': apiKeys,
    'audit-entries': auditEntries,
    'workspace-settings': workspaceSettings,
    'operations/workspaces': operatedWorkspaces,
  },
};
