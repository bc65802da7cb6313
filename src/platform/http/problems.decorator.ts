import { SetMetadata } from '@nestjs/common';

export const PROBLEMS = 'http:problems';

/** The refusals of an operation beyond those every operation has; the document shows them with status and words. */
export function Problems(...codes: string[]): MethodDecorator & ClassDecorator {
  return SetMetadata(PROBLEMS, codes);
}
