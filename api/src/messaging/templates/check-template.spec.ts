import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mailContext } from '../mail-context.js';
import { checkTemplate } from './check-template.js';
import { LIQUID } from './liquid.js';
import { starterOf, type TemplateKey } from './starter-templates.js';
import type { TemplateSource } from './template.js';

const REMINDER: TemplateKey = { name: 'reminder', channel: 'email', locale: 'en' };
const RECEIPT: TemplateKey = { name: 'receipt', channel: 'email', locale: 'en' };
const SMS: TemplateKey = { name: 'reminder', channel: 'sms', locale: 'en' };
const SECRET = 'Zyprexol';

const faultsOf = async (change: Partial<TemplateSource>, key = REMINDER) =>
  (await checkTemplate(key, { ...starterOf(key), ...change })).map(({ code, field, line, what }) => `${code} ${field}:${line} ${what}`);

describe('what keeps a template from being published', () => {
  it.each([
    ['subject', 'Hi {{ customer.frist_name }}', 'template-unknown-variable subject:1 customer.frist_name'],
    ['text', 'a\n{{ links.stop }}\n{% for p in products %}\n{{ p.nmae }}{% endfor %}', 'template-unknown-variable text:4 p.nmae'],
    ['text', '{{ links.stop }}{{ products[0].nmae }}', 'template-unknown-variable text:1 products.0.nmae'],
    ['text', '{{ links.stop }}{{ customer.name.first }}', 'template-unknown-variable text:1 customer.name.first'],
    ['text', '{{ links.stop }}{{ constructor }}', 'template-unknown-variable text:1 constructor'],
  ] as const)('an unknown variable in %s: %s', async (field, words, fault) => {
    expect(await faultsOf({ [field]: words })).toEqual([fault]);
  });

  it('known ones, loops, own ones and the offer are fine', async () => {
    const text = `{% assign who = customer.first_name %}{{ who }} {% for p in products %}{{ forloop.index }} {{ p.name }} {{ p.window }} {{ p.days_since_last_order }}{% endfor %}
      {{ days_since_last_order }} {{ expected_date }} {{ window }} {{ reason }} {{ product.name }} {% if offer.code != "" %}{{ offer.text }} {{ offer.valid_through | day }}{% endif %} {{ links.stop }}`;
    expect(await faultsOf({ text })).toEqual([]);
  });

  it.each([
    ['{% if true %}\nnever closed', 'subject:1'],
    ['{{ shop.name | nofilter }}', 'subject:1'],
    ['{{ shop.name | raw }}', 'subject:1'],
    ['{% include "/etc/passwd" %}', 'subject:1'],
    ['{% render "x" %}', 'subject:1'],
  ])('Liquid that cannot be read, or reaches for files or raw output: %s', async (subject, place) => {
    const [fault] = await faultsOf({ subject });
    expect(fault).toContain(`template-broken ${place}`);
  });

  it.each([
    ['<mj-section>\n<mj-column>\n<mj-txt>a</mj-txt>\n</mj-column></mj-section>', 'template-broken body:3 Element mj-txt'],
    ['<mj-section><mj-column>\n<mj-text colour="red">a</mj-text>\n</mj-column></mj-section>', 'template-broken body:2 Attribute colour'],
    ['<mj-section>\n<mj-column>\n<mj-text>a\n</mj-column></mj-section>', 'template-broken body:3 <mj-text> is not closed'],
    ['</mj-section>', 'template-broken body:1 </mj-section> closes nothing'],
  ])('MJML that is wrong, with the line its author wrote: %j', async (body, fault) => {
    const [found] = await faultsOf({ body });
    expect(found?.startsWith(fault)).toBe(true);
  });

  it.each(['<mj-raw><script>x</script></mj-raw>', '<mj-include path="/etc/hostname" />', '<mj-text><a href="javascript:x">x</a></mj-text>', '<mj-text><b onclick="x">x</b></mj-text>'])(
    'active content: %s',
    async (inside) => {
      const faults = await faultsOf({ body: `<mj-section><mj-column>${inside}</mj-column></mj-section>` });
      expect(faults.some((fault) => fault.startsWith('template-active-content body:1') || fault.startsWith('template-broken body'))).toBe(true);
    },
  );

  it('a reminder without its way out, in either form, under a condition, or where nobody can tap it', async () => {
    expect(await faultsOf({ footer: 'Bye' })).toEqual(['template-without-unsubscribe-link footer:1 links.stop']);
    expect(await faultsOf({ text: 'Hello' })).toEqual(['template-without-unsubscribe-link text:1 links.stop']);
    expect(await faultsOf({ footer: '{% if customer.name != "" %}<a href="{{ links.stop }}">Stop</a>{% endif %}' })).toEqual(['template-without-unsubscribe-link footer:1 links.stop']);
    expect(await faultsOf({ footer: '<!-- {{ links.stop }} -->' })).toEqual(['template-without-unsubscribe-link footer:1 links.stop']);
    expect(await faultsOf({ footer: 'Thanks', text: 'Paid {{ invoice_number }}' }, RECEIPT)).toEqual([]);
    expect(await faultsOf({ text: '{{ shop.name }}: time again?' }, SMS)).toEqual(['template-without-unsubscribe-link text:1 links.stop']);
    expect(await faultsOf({ text: '{{ shop.name }}: time again? STOP ends it' }, SMS)).toEqual([]);
  });

  it('a mail that says nothing', async () => {
    expect(await faultsOf({ subject: ' ' })).toEqual(['template-part-missing subject:1 subject']);
  });
});

describe('a sensitive product in subject or preheader', () => {
  const refused = [
    '{{ product.name }}',
    '{{ products[0].name }}',
    '{{ products.first.name | upcase }}',
    '{{ products | map: "name" | join: ", " }}',
    '{% for p in products %}{{ p.name }}{% endfor %}',
    '{% assign n = product.name %}{{ n }}',
    '{% capture n %}{{ product.name }}{% endcapture %}{{ n }}',
    '{% if any_sensitive %}{{ product.name }}{% endif %}',
    '{% unless any_sensitive %}x{% else %}{{ product.name }}{% endunless %}',
    '{% if headline == nil %}{{ product.name }}{% endif %}',
    '{% if product.name contains "Z" %}x{% endif %}',
    '{% case product.name %}{% when "Z" %}x{% endcase %}',
    '{% unless product.sensitive %}{{ products[1].name }}{% endunless %}',
    '{% assign any_sensitive = false %}{% unless any_sensitive %}{{ product.name }}{% endunless %}',
    '{% assign k = "name" %}{{ product[k] }}',
    '{{ reason }}',
    '{% unless any_sensitive and shop.name == "x" %}{{ product.name }}{% endunless %}',
    '{% if headline or shop.name %}{{ product.name }}{% endif %}',
  ];
  const allowed = [
    '{{ headline }}',
    'Due around {{ expected_date }}, {{ products.size }} in all',
    '{% unless any_sensitive %}{{ product.name }}{% endunless %}',
    '{% if any_sensitive %}x{% else %}{{ product.name }}{% endif %}',
    '{% if any_sensitive == false %}{{ product.name }}{% endif %}',
    '{% if headline %}{{ products[0].name }}{% endif %}',
    '{% if headline == nil %}x{% elsif products.size == 1 %}{{ product.name }}{% else %}{{ products[1].name }}{% endif %}',
    '{% unless any_sensitive %}{% for p in products %}{{ p.name }}{% endfor %}{% endunless %}',
    '{% unless any_sensitive %}{% assign n = product.name %}{% endunless %}{{ shop.name }}',
  ];

  it.each(refused)('is refused: %s', async (words) => {
    for (const field of ['subject', 'preheader'] as const) expect((await faultsOf({ [field]: words })).join()).toContain(`template-names-sensitive-product ${field}`);
    expect((await faultsOf({ text: `${words} STOP` }, SMS)).join()).toContain('template-names-sensitive-product text');
  });

  it.each(allowed)('cannot appear by: %s', async (words) => {
    expect(await faultsOf({ subject: words, preheader: words })).toEqual([]);
  });

  it('never appears by any words that are let through', async () => {
    // Pieces put together at random; whatever passes is rendered with a sensitive product among the others.
    const piece = fc.constantFrom(...refused, ...allowed, 'Hello ', '{{ shop.name }}', '{% if any_sensitive %}a{% endif %}');
    const wrapped = fc.oneof(
      piece,
      piece.map((inner) => `{% unless any_sensitive %}${inner}{% endunless %}`),
      piece.map((inner) => `{% if headline %}${inner}{% else %}${inner}{% endif %}`),
      piece.map((inner) => `{% for q in products %}${inner}{% endfor %}`),
    );
    const names = fc.constantFrom([SECRET], ['Tea', SECRET], [SECRET, 'Tea']);
    await fc.assert(
      fc.asyncProperty(fc.array(wrapped, { minLength: 1, maxLength: 3 }), names, async (pieces, products) => {
        const subject = pieces.join('');
        const faults = await checkTemplate(REMINDER, { ...starterOf(REMINDER), subject });
        fc.pre(!faults.some(({ code }) => code === 'template-names-sensitive-product'));
        const rendered = String(LIQUID.en.text.parseAndRenderSync(subject, contextWith(products), { strictVariables: false }));
        expect(rendered).not.toContain(SECRET);
      }),
      { numRuns: 100 },
    );
  });
});

function contextWith(names: readonly string[]): Record<string, unknown> {
  const products = names.map((name) => ({
    cycleId: '0198c0de-0000-7000-8000-000000000001',
    name,
    imageUrl: null,
    lastOrderedOn: '2026-11-01',
    expectedOn: '2026-12-03',
    windowFrom: null,
    windowTo: null,
    reason: `You buy ${name} often.`,
    sensitive: name === SECRET,
  }));
  const links = { shelf: 'https://p.example', stop: 'https://p.example', changeDate: () => 'https://p.example' };
  return mailContext({ template: 'reminder', locale: 'en', variables: { customerName: 'Ana', products } }, { shopName: 'Teas', today: '2026-11-22' }, links);
}
