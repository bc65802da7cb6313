import { Injectable } from '@nestjs/common';

/** Whether somebody who holds no role in a school belongs to it all the same, and to no other one. */
export type BelongsTo = (schoolId: string, personId: string) => Promise<boolean>;

/** People a school serves without their holding a role in it: its families. Whoever knows them says so at module init. */
@Injectable()
export class SchoolCircle {
  private readonly known: BelongsTo[] = [];

  register(belongs: BelongsTo): void {
    this.known.push(belongs);
  }

  async has(schoolId: string, personId: string): Promise<boolean> {
    for (const belongs of this.known) if (await belongs(schoolId, personId)) return true;
    return false;
  }
}
