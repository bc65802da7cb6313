import { applyDecorators, Body, type PipeTransform, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';

/** Lets the body through: its class is known once the object it is about was found. */
const asItCame: PipeTransform = { transform: (value: unknown) => value ?? {} };

/**
 * A body whose DTO depends on the object named in the path. The handler finds the object, then reads the body with
 * `readInput(Dto, body, 'body')`. Describe it with `@ApiBodyOneOf` on the method.
 */
export function LaterBody(): ParameterDecorator {
  return Body(asItCame);
}

/** `anyOf` in the document: the object decides which. */
export function ApiBodyOneOf(dtos: readonly Type<object>[]): MethodDecorator {
  const unique = [...new Set(dtos)];
  return applyDecorators(
    ApiExtraModels(...unique),
    ApiBody({ required: false, schema: { anyOf: unique.map((dto) => ({ $ref: getSchemaPath(dto) })) } }),
  );
}
