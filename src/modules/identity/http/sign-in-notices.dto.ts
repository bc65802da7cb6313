import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

export class SignInNoticesBody {
  /** Tell me of every sign-in. @example true */
  @IsBoolean()
  everySignIn: boolean;

  /** Tell me of every failed try. @example true */
  @IsBoolean()
  failedTries: boolean;
}

export class SignInNoticesDto {
  /** A sign-in from a new device is always told of. @example true */
  @ApiProperty({ enum: [true] })
  newDevice: boolean;

  /** @example false */
  everySignIn: boolean;

  /** @example false */
  failedTries: boolean;

  /** Grows with each change; `If-Match` names it. */
  @ApiProperty({ type: 'integer', example: 0 })
  version: number;
}
