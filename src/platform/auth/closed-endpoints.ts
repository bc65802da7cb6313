import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PERMISSION, PUBLIC } from './decorators.js';
import { permissionRule } from './permissions.js';

/** Boot fails on a handler that says neither who may call it nor why it is open, or names an unknown permission. */
@Injectable()
export class ClosedEndpoints implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open: string[] = [];
    for (const { metatype } of this.discovery.getControllers()) {
      if (metatype === null || metatype === undefined) continue;
      const controller = metatype as new () => object;
      const prototype = controller.prototype as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name]!;
        const method = this.reflector.get<RequestMethod | undefined>(METHOD_METADATA, handler);
        if (method === undefined) continue;
        const targets = [handler, controller];
        const permission = this.reflector.getAllAndOverride<string | undefined>(PERMISSION, targets);
        if (permission !== undefined) permissionRule(permission);
        else if (this.reflector.getAllAndOverride<string | undefined>(PUBLIC, targets) === undefined) {
          open.push(`${controller.name}.${name} (${RequestMethod[method]})`);
        }
      }
    }
    if (open.length > 0) throw new Error(`Handlers without @RequirePermission or @Public: ${open.join(', ')}`);
  }
}
