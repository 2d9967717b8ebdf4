import { describe, expect, it } from '@jest/globals';
import { ApiProblems } from './api-problems.js';

class Desk {
  @ApiProblems('not-found', 'internal-error')
  @ApiProblems('not-found', 'conflict')
  route(): void {}
}

describe('ApiProblems', () => {
  it('adds up on one route, one response per status, each code once', () => {
    const responses = Reflect.getMetadata('swagger/apiResponse', Desk.prototype.route) as Record<string, { description: string }>;
    expect(Object.keys(responses).sort()).toEqual(['404', '409', '500']);
    expect(responses['404']?.description.match(/`not-found`/g)).toHaveLength(1);
  });

  it('keeps the codes of one status that different decorators bring', () => {
    class Other {
      @ApiProblems('not-available')
      @ApiProblems('not-found')
      route(): void {}
    }
    const responses = Reflect.getMetadata('swagger/apiResponse', Other.prototype.route) as Record<string, { description: string }>;
    expect(responses['404']?.description).toContain('`not-found`');
    expect(responses['503']?.description).toContain('`not-available`');
  });
});
