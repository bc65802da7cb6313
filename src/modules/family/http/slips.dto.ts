import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Locale } from '../../../platform/i18n/index.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import type { SlipOrder } from '../slips.contracts.js';
import { CodeTargetBody, targetOf } from './linking-codes.dto.js';

export class OrderSlipsBody extends CodeTargetBody {
  /** Linking codes for parents on each pupil's part of a slip. */
  @IsOptional() @IsInt() @Min(0) @Max(4) @ApiProperty({ required: false, type: 'integer', minimum: 0, maximum: 4, default: 1, example: 2 })
  codesPerPupil?: number;

  /**
   * Logins with transit passwords for pupils from 14, and for parents whom the school has on file with a phone, who have no account, or have never used the
   * one the school made. A parent's login opens nothing by itself: the code on the slip links it.
   * @example true
   */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: false })
  logins?: boolean;

  /** Of a class or a school, only pupils nobody represents yet. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: false })
  unlinkedOnly?: boolean;

  /** Codes for parents these pupils were given earlier stop working. @example false */
  @IsOptional() @IsBoolean() @ApiProperty({ required: false, default: false })
  revokeEarlier?: boolean;
}

/** @throws InvalidInput unless exactly one target is named and something is to be printed */
export function toSlipOrder(body: OrderSlipsBody, locale: Locale): SlipOrder {
  const { codesPerPupil = 1, logins = false, unlinkedOnly = false, revokeEarlier = false } = body;
  if (codesPerPupil === 0 && !logins) throw new InvalidInput([{ pointer: '/codesPerPupil', code: 'family.slips_of_nothing' }]);
  return { target: targetOf(body), codesPerPupil, logins, unlinkedOnly, revokeEarlier, locale };
}
