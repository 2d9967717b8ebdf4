/** The kind of those notices in the back office that are about the plan's end. */
export const PLAN_NOTICE = 'plan-ends';

/** What the keys of all notices about one end begin with: when a renewal moves it, the rest are over. */
export const periodKey = (endsOn: string): string => `${PLAN_NOTICE}:${endsOn}:`;
