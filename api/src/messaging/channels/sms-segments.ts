/** GSM 03.38: what one septet says, and what takes two. */
const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const EXTENDED = new Set('^{}\\[~]|€\f');
const GSM = { alone: 160, part: 153 };
const UCS2 = { alone: 70, part: 67 };

/**
 * In how many parts a text message is sent and billed: 160 characters of the GSM alphabet in one, 153 in each of several; as
 * soon as one character is outside it (Chinese, emoji), 70 and 67 UTF-16 units. A character of two units is not torn apart.
 * @example segmentsOf('您好') // { encoding: 'ucs-2', segments: 1 }
 */
export function segmentsOf(text: string): { readonly encoding: 'gsm-7' | 'ucs-2'; readonly segments: number } {
  const characters = [...text];
  const gsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const widths = characters.map((character) => (gsm ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  const room = gsm ? GSM : UCS2;
  const encoding = gsm ? 'gsm-7' : 'ucs-2';
  if (widths.reduce((sum, width) => sum + width, 0) <= room.alone) return { encoding, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > room.part) {
      segments += 1;
      used = 0;
    }
    used += width;
  }
  return { encoding, segments };
}
