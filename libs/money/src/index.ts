export { exponentOf, isCurrency } from './currency.js';
export { allocate, decimalOf, formatMoney, money, type Money, multiply, sum } from './money.js';
