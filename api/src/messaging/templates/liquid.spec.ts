import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { checkTemplate } from './check-template.js';
import { LIQUID } from './liquid.js';
import { starterOf, type TemplateKey } from './starter-templates.js';

const { html, text } = LIQUID.en;
const REMINDER: TemplateKey = { name: 'reminder', channel: 'email', locale: 'en' };

describe('what a template may take', () => {
  afterEach(() => void jest.restoreAllMocks());

  /** A machine on which each look at the clock is this much later than the one before. */
  function eachStepTakes(ms: number): void {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += ms));
  }

  it.each([html, text])('five seconds: a loop that takes longer is broken off', (liquid) => {
    const loop = liquid.parse('{% for i in (1..100) %}{% for j in (1..100) %}{{ j }}{% endfor %}{% endfor %}');
    eachStepTakes(1);
    expect(() => liquid.renderSync(loop, {})).toThrow('render limit exceeded');
    expect(performance.now()).toBeLessThan(5_100);
  });

  it('what is slow and ends in time is made', () => {
    const loop = text.parse('{% for i in (1..1000) %}.{% endfor %}');
    eachStepTakes(2);
    expect(text.renderSync(loop, {})).toBe('.'.repeat(1000));
  });

  it.each([
    ['a list of millions', '{% for i in (1..3000000) %}{% endfor %}'],
    ['words that double', `{% assign x = "0123456789" %}{% for i in (1..20) %}{% assign x = x | append: x %}{% endfor %}`],
    ['words that are replaced by longer ones', `{% assign x = "aaaaaaaaaa" %}{% for i in (1..6) %}{% assign x = x | replace: "a", "aaaaaaaaaa" %}{% endfor %}`],
    ['lists that double', `{% assign x = "a,b" | split: "," %}{% for i in (1..22) %}{% assign x = x | concat: x %}{% endfor %}`],
    ['words that are made long by a number', `{{ "now" | date: "%3000000Y" }}`],
  ])('memory: %s', (_, template) => {
    expect(() => text.parseAndRenderSync(template, {})).toThrow('memory alloc limit exceeded');
  });

  it('size: half a million letters are read, more are not', () => {
    const most = 'x'.repeat(500_000);
    expect(text.parse(most)).toHaveLength(1);
    expect(() => text.parse(`${most}x`)).toThrow('parse length limit exceeded');
  });

  it('is asked before it is published, and one mail that takes too much leaves the next as it is', async () => {
    const [fault] = await checkTemplate(REMINDER, { ...starterOf(REMINDER), subject: '{% for i in (1..3000000) %}{% endfor %}' });
    expect(fault).toEqual({ code: 'template-broken', field: 'subject', line: 1, what: expect.stringContaining('memory alloc limit exceeded') });
    expect(await checkTemplate(REMINDER, starterOf(REMINDER))).toEqual([]);
  });
});
