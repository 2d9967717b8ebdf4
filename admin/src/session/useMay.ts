import { type Role, roleReaches } from '@perennial/contract/admin';
import { useWorkplace } from '../layout/CurrentWorkspace';

/** Whether the signed-in person's role reaches what an action needs: what would be refused is not offered. */
export const useMay = (needed: Role): boolean => roleReaches(useWorkplace().role, needed);
