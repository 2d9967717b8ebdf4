/** One record of the file: its cells, or why it has none. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Set when a quotation mark was opened and never closed; `cells` then holds the line as it stands. */
  readonly unclosedQuote: boolean;
  /** Set when no cell holds a space or anything else that wants a closer look. */
  readonly isPlain: boolean;
}

// Spaces, control characters, and what stands for a character that could not be read.
const NOT_PLAIN = new RegExp('[\\s\\x00-\\x1f\\x7f-\\x9f\\ufffd]');

// A quoted cell may hold line breaks, but one this long is a quotation mark somebody forgot.
const LONGEST_RECORD = 4 * 1024 * 1024;

/**
 * Splits CSV text that arrives in pieces into records (RFC 4180, with the tolerance real files need: bare quotation marks
 * inside a cell, text after a closing one, any of the three line ends). Blank lines are skipped. A quotation mark that is
 * never closed spoils its own line only: reading goes on with the next one.
 *
 * It is our own because the import's pace is the splitter's: lines without quotation marks, nearly all, are cut by the
 * engine's native `split`, at about a tenth of the CPU time of a parser that looks at every character.
 * @example [...new CsvSplitter(',').push('a,"b ""c"""\n')] // one record: ['a', 'b "c"']
 */
export class CsvSplitter {
  private rest = '';

  constructor(private readonly delimiter: string) {}

  /** The records that are complete with this piece of text. */
  push(text: string): CsvRecord[] {
    return this.records(this.rest + text, false);
  }

  /** The records left when there is no more text. */
  end(): CsvRecord[] {
    return this.records(this.rest, true);
  }

  private records(text: string, isEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < text.length) {
      // A text without line ends is cut, so that memory does not grow with it.
      const lineEnd = endOfLine(text, at, isEnd || text.length - at > LONGEST_RECORD);
      if (lineEnd === null) break;
      const line = text.slice(at, lineEnd.at);
      if (!line.includes('"')) {
        if (line !== '') records.push({ cells: line.split(this.delimiter), unclosedQuote: false, isPlain: !NOT_PLAIN.test(line) });
        at = lineEnd.next;
        continue;
      }
      const quoted = this.quotedRecord(text, at, isEnd);
      if (quoted === null) break;
      if (quoted === 'unclosed') {
        records.push({ cells: line.split(this.delimiter), unclosedQuote: true, isPlain: false });
        at = lineEnd.next;
        continue;
      }
      records.push({ cells: quoted.cells, unclosedQuote: false, isPlain: false });
      at = quoted.next;
    }
    this.rest = text.slice(at);
    return records;
  }

  /** The record at `start` cell by cell; null when its end has not arrived yet. */
  private quotedRecord(text: string, start: number, isEnd: boolean): { cells: string[]; next: number } | 'unclosed' | null {
    const cells: string[] = [];
    let at = start;
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        const closing = closingQuote(text, at + 1);
        // The mark may be the first half of a doubled one whose second half is still to come.
        const isOpen = closing === -1 || (closing === text.length - 1 && !isEnd);
        if (isOpen && !isEnd && text.length - at < LONGEST_RECORD) return null;
        if (closing === -1) return 'unclosed';
        cell = text.slice(at + 1, closing).replaceAll('""', '"');
        at = closing + 1;
      }
      const end = endOfCell(text, at, this.delimiter);
      if (end === text.length && !isEnd) return null;
      cells.push(cell + text.slice(at, end));
      if (text[end] === this.delimiter) {
        at = end + 1;
        continue;
      }
      if (text[end] === '\r' && end === text.length - 1 && !isEnd) return null;
      return { cells, next: text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1 };
    }
  }
}

function endOfLine(text: string, from: number, isEnd: boolean): { at: number; next: number } | null {
  const feed = text.indexOf('\n', from);
  // Old Mac files end lines with a lone carriage return; looking for one in every line would double the work.
  if (feed === -1 || feed - from > 1000) {
    const lone = text.indexOf('\r', from);
    if (lone !== -1 && (feed === -1 ? lone < text.length - 1 : lone < feed - 1)) return { at: lone, next: lone + 1 };
  }
  if (feed === -1) return isEnd ? { at: text.endsWith('\r') ? text.length - 1 : text.length, next: text.length } : null;
  return { at: text[feed - 1] === '\r' && feed > from ? feed - 1 : feed, next: feed + 1 };
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === delimiter || char === '\n' || char === '\r') return at;
  }
  return text.length;
}
