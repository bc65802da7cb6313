import { applyDecorators, Body, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { InvalidInput } from '../../shared/domain-error.js';
import { readInput } from './input.pipe.js';

/** Bodies that differ by `kind`: which DTO each kind has. */
export type Kinds = Readonly<Record<string, Type<object>>>;

@Injectable()
class KindPipe implements PipeTransform {
  constructor(private readonly kinds: Kinds) {}

  async transform(value: unknown): Promise<object> {
    const kind = (value as { kind?: unknown } | undefined | null)?.kind;
    const dto = typeof kind === 'string' && Object.hasOwn(this.kinds, kind) ? this.kinds[kind] : undefined;
    if (dto === undefined) {
      throw new InvalidInput([{ pointer: '/kind', code: kind === undefined ? 'input.required' : 'input.kind', params: { limit: Object.keys(this.kinds) } }]);
    }
    return readInput(dto, value, 'body');
  }
}

/** The body's DTO by its `kind`; describe it with `@ApiBodyByKind` on the method. */
export function BodyByKind(kinds: Kinds): ParameterDecorator {
  return Body(new KindPipe(kinds));
}

/** `oneOf` with a discriminator in the document. */
export function ApiBodyByKind(kinds: Kinds): MethodDecorator {
  const mapping = Object.fromEntries(Object.entries(kinds).map(([kind, dto]) => [kind, getSchemaPath(dto)]));
  return applyDecorators(
    ApiExtraModels(...Object.values(kinds)),
    ApiBody({
      schema: {
        oneOf: [...new Set(Object.values(mapping))].map(($ref) => ({ $ref })),
        discriminator: { propertyName: 'kind', mapping },
      },
    }),
  );
}
