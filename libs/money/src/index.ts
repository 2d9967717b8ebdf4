export { exponentOf, isCurrency } from './currency.js';
export { allocate, formatMoney, money, type Money, multiply, sum } from './money.js';
