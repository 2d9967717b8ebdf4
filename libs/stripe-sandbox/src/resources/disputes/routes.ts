import type Stripe from 'stripe';
import { z } from 'zod';
import { flag, listParams, mergeMetadata, metadata, params, text } from '../../http/form.js';
import { pageOf } from '../../http/lists.js';
import { type Route, route } from '../../http/route.js';
import { invalidRequest, noSuch } from '../../http/stripe-problem.js';
import { idOf } from '../../ids.js';
import { type World } from '../../world.js';
import { closeDispute } from './close-dispute.js';

const Update = params({
  evidence: z
    .strictObject({ uncategorized_text: text, product_description: text, customer_name: text, customer_email_address: text, service_date: text })
    .partial()
    .optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
});

export const disputeRoutes: readonly Route[] = [
  route('GET', '/v1/disputes', listParams({ charge: text.optional(), payment_intent: text.optional() }), (world, query) => {
    const disputes = world.state
      .all('dispute')
      .filter((dispute) => query.charge === undefined || idOf(dispute.charge) === query.charge)
      .filter((dispute) => query.payment_intent === undefined || idOf(dispute.payment_intent) === query.payment_intent);
    return pageOf('/v1/disputes', disputes, query);
  }),

  route('GET', '/v1/disputes/:dispute', params({}), (world, _given, { dispute = '' }) => findDispute(world, dispute)),

  route('POST', '/v1/disputes/:dispute', Update, (world, given, { dispute = '' }) => {
    const before = openOnly(findDispute(world, dispute));
    const said = given.evidence ?? {};
    const evidence = { ...before.evidence, ...(JSON.parse(JSON.stringify(said)) as Partial<Stripe.Dispute.Evidence>) };
    const submits = given.submit ?? given.evidence !== undefined;
    const inquiry = before.status.startsWith('warning_');
    const updated = world.state.put('dispute', {
      ...before,
      evidence,
      evidence_details: {
        ...before.evidence_details,
        has_evidence: given.evidence !== undefined || before.evidence_details.has_evidence,
        submission_count: before.evidence_details.submission_count + (submits ? 1 : 0),
      },
      metadata: mergeMetadata(before.metadata, given.metadata),
      status: submits ? (inquiry ? 'warning_under_review' : 'under_review') : before.status,
    });
    world.emit('charge.dispute.updated', updated);
    const verdict = submits ? VERDICTS[evidence.uncategorized_text ?? ''] : undefined;
    return verdict === undefined ? updated : closeDispute(world, updated, verdict);
  }),

  route('POST', '/v1/disputes/:dispute/close', params({}), (world, _given, { dispute = '' }) =>
    closeDispute(world, openOnly(findDispute(world, dispute)), 'lost'),
  ),
];

/** In test mode Stripe decides a dispute by these words in `evidence[uncategorized_text]`. */
const VERDICTS: Readonly<Record<string, 'won' | 'lost' | undefined>> = { winning_evidence: 'won', losing_evidence: 'lost' };

function findDispute(world: World, id: string): Stripe.Dispute {
  const dispute = world.state.get('dispute', id);
  if (dispute === undefined) throw noSuch('dispute', id, 'dispute');
  return dispute;
}

function openOnly(dispute: Stripe.Dispute): Stripe.Dispute {
  if (dispute.status === 'won' || dispute.status === 'lost' || dispute.status === 'warning_closed') {
    throw invalidRequest('This dispute is already closed.');
  }
  return dispute;
}
