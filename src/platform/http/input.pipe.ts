import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { type FieldError, InvalidInput } from '../../shared/domain-error.js';
import { CODE_OF_CONSTRAINT } from './input-errors.js';

/** Turns a body or a query into its DTO, or names every wrong field at once (api.md, Errors). */
@Injectable()
export class InputPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    if ((type !== 'body' && type !== 'query') || data !== undefined || metatype === undefined || !isDto(metatype)) return value;
    return readInput(metatype, value, type);
  }
}

/** @throws InvalidInput naming every wrong field */
export async function readInput<T extends object>(dto: Type<T>, value: unknown, place: 'body' | 'query'): Promise<T> {
  const plain = value ?? {};
  if (typeof plain !== 'object' || Array.isArray(plain)) throw new InvalidInput([{ pointer: '', code: 'input.object' }]);
  const instance = plainToInstance(dto, plain);
  if (hasNoFields(dto)) {
    InvalidInput.throwIfAny(Object.keys(plain).map((field) => (place === 'query' ? { parameter: field, code: 'input.unknown_parameter' } : { pointer: `/${escaped(field)}`, code: 'input.unknown_field' })));
    return instance;
  }
  const problems = await validate(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  InvalidInput.throwIfAny(problems.flatMap((p) => fieldErrors(p, '', place)));
  return instance;
}

export function isDto(metatype: Type<unknown>): metatype is Type<object> {
  return ![String, Number, Boolean, Array, Object, URLSearchParams].some((builtIn) => builtIn === (metatype as unknown));
}

function fieldErrors(problem: ValidationError, path: string, place: 'body' | 'query'): FieldError[] {
  const pointer = `${path}/${escaped(problem.property)}`;
  const here = problem.constraints === undefined ? [] : [describe(problem, pointer, place)];
  return [...here, ...(problem.children ?? []).flatMap((child) => fieldErrors(child, pointer, place))];
}

/** A DTO that says nothing may be said; the validator takes such an object for a mistake. */
function hasNoFields(dto: Type<object>): boolean {
  return getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false).length === 0;
}

/** A name as a JSON pointer has it. */
function escaped(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}

/** One error a field: of several broken constraints the first declared is said. */
function describe(problem: ValidationError, pointer: string, place: 'body' | 'query'): FieldError {
  const broken = Object.keys(problem.constraints ?? {});
  const constraint = broken.at(-1) ?? '';
  const missing = problem.value === undefined || problem.value === null;
  const code = missing && !broken.includes('whitelistValidation') ? 'input.required' : CODE_OF_CONSTRAINT[constraint] ?? 'input.wrong';
  const params = { limit: limitOf(problem, constraint) };
  if (place === 'query') {
    const parameter = pointer.slice(1).split('/')[0] ?? '';
    return { parameter, code: code === 'input.unknown_field' ? 'input.unknown_parameter' : code, params };
  }
  return { pointer, code, params };
}

/** What a constraint was declared with: a number, or the values allowed. */
function limitOf(problem: ValidationError, constraint: string): unknown {
  if (problem.target === undefined) return undefined;
  const declared = getMetadataStorage()
    .getTargetValidationMetadatas(problem.target.constructor, '', true, false)
    .find((m) => m.propertyName === problem.property && m.name === constraint);
  const [first, second] = (declared?.constraints ?? []) as unknown[];
  if (constraint === 'arrayNotEmpty') return 1;
  if (constraint === 'isEnum') return second;
  return first;
}
