import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Refusal } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { isSameOrigin } from './same-origin.js';

/**
 * For public routes that begin a session or use one: another site's page may not call them, or it could sign a visitor in to
 * an account of its own choosing. A caller that is no browser sends no Origin and has no cookies to abuse.
 */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  canActivate(context: ExecutionContext): boolean {
    const req = context.switchToHttp().getRequest<Request>();
    const fromBrowser = req.headers.origin !== undefined || req.headers.cookie !== undefined;
    if (fromBrowser && !isSameOrigin(req, this.settings.publicUrl)) throw new Refusal('foreign-origin');
    return true;
  }
}
