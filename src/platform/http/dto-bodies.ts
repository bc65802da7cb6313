import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { isDto } from './input.pipe.js';

interface Argument { readonly index: number; readonly data?: unknown; readonly pipes?: readonly unknown[] }

/**
 * Boot fails on a `@Body()` or `@Query()` that is not a DTO class: a union or interface is not validated at all
 * (architecture, HTTP). Bodies by kind have a pipe of their own.
 */
@Injectable()
export class DtoBodies implements OnModuleInit {
  constructor(private readonly discovery: DiscoveryService, private readonly scanner: MetadataScanner) {}

  onModuleInit(): void {
    const wrong: string[] = [];
    for (const { metatype } of this.discovery.getControllers()) {
      const controller = metatype as Type<object> | null;
      if (!controller) continue;
      for (const name of this.scanner.getAllMethodNames(controller.prototype as object)) {
        if (Reflect.getMetadata(METHOD_METADATA, (controller.prototype as Record<string, object>)[name]!) === undefined) continue;
        wrong.push(...unvalidated(controller, name));
      }
    }
    if (wrong.length > 0) throw new Error(`Inputs that no DTO class describes: ${wrong.join(', ')}`);
  }
}

function unvalidated(controller: Type<object>, name: string): string[] {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, Argument>;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as Type<unknown>[];
  return Object.entries(args).flatMap(([key, { index, data, pipes }]) => {
    const kind = Number(key.split(':')[0]) as RouteParamtypes;
    if (kind !== RouteParamtypes.BODY && kind !== RouteParamtypes.QUERY) return [];
    if (pipes !== undefined && pipes.length > 0) return [];
    const type = types[index];
    return data === undefined && type !== undefined && isDto(type) ? [] : [`${controller.name}.${name}`];
  });
}
