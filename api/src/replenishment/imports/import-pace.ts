import type { Progress } from './import.store.js';

// Booking takes about this many times as long as reading did: nine times for a million lines on two busy cores, 23 November 2026.
const BOOKING_PER_READING = 9;

/** How far an import is, how fast it goes and how long it will take. Real time: how long something takes is no business date. */
export class ImportPace {
  rowsRead = 0;
  bytesRead = 0;
  private readonly startedAt = performance.now();
  private readAt: number | undefined;

  constructor(private readonly fileBytes: number) {}

  reading(rows: number, bytes: number): void {
    this.rowsRead = rows;
    this.bytesRead = bytes;
  }

  finishedReading(): void {
    this.readAt = performance.now();
  }

  progress(): Progress {
    const now = performance.now();
    const elapsed = Math.max(0.001, ((this.readAt ?? now) - this.startedAt) / 1000);
    const share = this.readAt ? 1 : Math.min(1, this.bytesRead / this.fileBytes);
    const readingLeft = share > 0 ? elapsed / share - elapsed : null;
    const bookingLeft = this.readAt ? elapsed * BOOKING_PER_READING - (now - this.readAt) / 1000 : (elapsed + (readingLeft ?? 0)) * BOOKING_PER_READING;
    return {
      status: this.readAt ? 'booking' : 'reading',
      rowsRead: this.rowsRead,
      bytesRead: this.bytesRead,
      rowsPerSecond: Math.round(this.rowsRead / elapsed),
      secondsLeft: readingLeft === null ? null : Math.max(1, Math.ceil(readingLeft + bookingLeft)),
    };
  }
}
