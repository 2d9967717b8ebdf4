import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../../../access/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { WriteCalendar } from './write-calendar.js';

const File = z.string().max(200).regex(/\.ics$/);

@ApiTags('calendar')
@Controller('calendar')
export class CalendarController {
  constructor(private readonly calendar: WriteCalendar) {}

  /** The secret in the address is the sign-in: calendar programs send no cookies. It shows dates and changes nothing. */
  @Get(':file')
  @Public()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'The dates of a plan for a calendar program: last paid day, grace, notices, debits' })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiProblems('invalid-input', 'no-such-calendar-feed')
  async read(@Param('file', { schema: File }) file: string): Promise<string> {
    return this.calendar.run(file.replace(/\.ics$/, ''));
  }
}
