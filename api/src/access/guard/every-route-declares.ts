import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS_RULE } from '../../platform/http/index.js';

/** The program does not start while a route leaves open who may call it. */
@Injectable()
export class EveryRouteDeclares implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.undeclared();
    if (open.length > 0) throw new Error(`Routes without an access rule: ${open.join(', ')}`);
  }

  private undeclared(): string[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype || Reflect.hasOwnMetadata(ACCESS_RULE, metatype)) return [];
      const prototype = metatype.prototype as Record<string, unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => isRoute(prototype[name]) && !Reflect.hasOwnMetadata(ACCESS_RULE, prototype[name]))
        .map((name) => `${metatype.name}.${name}`);
    });
  }
}

function isRoute(method: unknown): method is object {
  return typeof method === 'function' && Reflect.getMetadata(METHOD_METADATA, method) in RequestMethod;
}
