import { Injectable, type PipeTransform } from '@nestjs/common';

/**
 * Takes whatever another program's protocol sends: the one place where unknown names are not refused. Values are texts;
 * a name may come several times.
 */
@Injectable()
export class AnyParameters implements PipeTransform {
  transform(value: unknown): URLSearchParams {
    const parameters = new URLSearchParams();
    for (const [name, given] of Object.entries((value ?? {}) as object)) {
      for (const one of [given].flat() as unknown[]) if (typeof one === 'string') parameters.append(name, one);
    }
    return parameters;
  }
}
