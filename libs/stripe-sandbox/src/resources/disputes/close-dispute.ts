import type Stripe from 'stripe';
import { type World } from '../../world.js';
import { idOf } from '../../ids.js';
import { recordBalance } from '../charges/balance-transaction.js';
import { findCharge } from '../charges/charge.js';

/** The bank has decided. A dispute that is won gives the money back; an inquiry only closes. */
export function closeDispute(world: World, dispute: Stripe.Dispute, outcome: 'won' | 'lost'): Stripe.Dispute {
  const inquiry = dispute.status.startsWith('warning_');
  const returned =
    outcome === 'won' && !inquiry
      ? [recordBalance(world, { type: 'adjustment', amount: dispute.amount, currency: dispute.currency, source: dispute.id })]
      : [];
  const closed = world.state.put('dispute', {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, ...returned],
    is_charge_refundable: inquiry || outcome === 'won',
    status: inquiry ? 'warning_closed' : outcome,
  });
  if (closed.is_charge_refundable) world.state.put('charge', { ...findCharge(world, idOf(dispute.charge) ?? ''), disputed: false });
  if (returned.length > 0) world.emit('charge.dispute.funds_reinstated', closed);
  world.emit('charge.dispute.closed', closed);
  return closed;
}
