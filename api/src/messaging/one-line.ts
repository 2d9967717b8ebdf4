/** Line breaks of every alphabet, and all other control characters. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/**
 * Characters that turn the reading direction of what stands around them, or that nobody sees: by them a name can look like
 * another. Joiners stay (emoji and Persian are written with them), and so do the marks a right-to-left name may carry.
 */
const DISGUISES = /[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\u00AD\u{E0000}-\u{E007F}]/gu;

/** Text for a header or a list: one line, in no disguise, whatever a product, shop or customer is called. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(BREAKS, ' ').replace(DISGUISES, '').trim();
}
