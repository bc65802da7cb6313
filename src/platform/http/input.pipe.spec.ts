import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { type FieldError, InvalidInput } from '../../shared/domain-error.js';
import { IsCalendarDate, IsId, IsInstant, IsWallTime, PageQuery, QueryBoolean } from './index.js';
import { readInput } from './input.pipe.js';

class Inner {
  @IsString() @MaxLength(3)
  code!: string;
}

class Body {
  @IsString() @MinLength(2) name!: string;
  @IsInt() @Min(1) @Max(5) grade!: number;
  @IsIn(['m', 'f']) sex!: string;
  @IsCalendarDate() birthDate!: string;
  @IsInstant() at!: string;
  @IsWallTime() time!: string;
  @IsId() schoolId!: string;
  @IsOptional() @IsBoolean() flag?: boolean;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2) @ValidateNested({ each: true }) @Type(() => Inner) list!: Inner[];
}

class Filter extends PageQuery {
  @QueryBoolean() mine?: boolean;
}

const good = {
  name: 'Ян', grade: 5, sex: 'm', birthDate: '2016-02-29', at: '2026-11-22T08:30:00+03:00', time: '08:30',
  schoolId: '01a2049d-22cf-748a-ac5a-010431519660', list: [{ code: 'abc' }],
};

async function errorsOf(value: unknown): Promise<readonly FieldError[]> {
  return readInput(Body, value, 'body').then(() => [], (e: InvalidInput) => e.errors);
}

describe('input', () => {
  it('makes the DTO of a right body', async () => {
    expect(await readInput(Body, good, 'body')).toBeInstanceOf(Body);
  });

  it('names every wrong field at once, with pointer and limit', async () => {
    const errors = await errorsOf({ ...good, name: 'Я', grade: 7, sex: 'x', birthDate: '2015-02-29', at: '2026-11-22T08:30:00', time: '24:00', schoolId: '7', list: [{ code: 'abcd' }, 5] });
    expect(errors.map((e) => [e.pointer, e.code])).toEqual([
      ['/name', 'input.too_short'], ['/grade', 'input.max'], ['/sex', 'input.choice'], ['/birthDate', 'input.date'], ['/at', 'input.instant'],
      ['/time', 'input.wall_time'], ['/schoolId', 'input.id'], ['/list/0/code', 'input.too_long'], ['/list/1', 'input.object'],
    ]);
    expect(errors[0]?.params).toEqual({ limit: 2 });
    expect(errors[2]?.params).toEqual({ limit: ['m', 'f'] });
  });

  it('says "required" for what is missing and refuses unknown fields', async () => {
    const { name: _, ...rest } = good;
    expect(await errorsOf({ ...rest, extra: 1 })).toEqual([
      expect.objectContaining({ pointer: '/extra', code: 'input.unknown_field' }),
      expect.objectContaining({ pointer: '/name', code: 'input.required' }),
    ]);
    expect((await errorsOf(undefined)).every((e) => e.code === 'input.required')).toBe(true);
    expect(await errorsOf([])).toEqual([{ pointer: '', code: 'input.object' }]);
  });

  it('reads a query: numbers and booleans by their text, unknown parameters by name', async () => {
    expect(await readInput(Filter, { limit: '10', mine: 'false' }, 'query')).toEqual({ limit: 10, mine: false });
    expect((await readInput(Filter, {}, 'query')).limit).toBe(50);
    const wrong = await readInput(Filter, { limit: '500', mine: 'yes', x: '1' }, 'query').catch((e: InvalidInput) => e.errors);
    expect((wrong as FieldError[]).map((e) => [e.parameter, e.code]).sort()).toEqual([
      ['limit', 'input.max'], ['mine', 'input.boolean'], ['x', 'input.unknown_parameter'],
    ]);
  });
});

describe('a body of nothing', () => {
  class Nothing {}

  it('may be empty, and every field in it is unknown', async () => {
    expect(await readInput(Nothing, undefined, 'body')).toEqual({});
    await expect(readInput(Nothing, { 'a/b': 1, c: 2 }, 'body')).rejects.toMatchObject({
      errors: [{ pointer: '/a~1b', code: 'input.unknown_field' }, { pointer: '/c', code: 'input.unknown_field' }],
    });
  });
});
