import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { makeActor } from '../../../test/factories/actor.js';
import { makeSchool } from '../../../test/factories/schools.js';
import { startTestModule, statementsSent, type TestModule } from '../../../test/support/index.js';
import { RequestsQuery } from './app/requests.query.js';
import { EnrollmentModule } from './index.js';

let module: TestModule;
beforeAll(async () => { module = await startTestModule(EnrollmentModule); });
afterAll(() => module.stop());

it('a page of the queue is one round trip, for whoever reads it and however it is filtered', async () => {
  const school = await makeSchool(module.db);
  const queue = module.get(RequestsQuery);
  const readers = [
    makeActor({ role: 'secretary', schoolId: school.id }), makeActor({ role: 'director', schoolId: school.id }),
    makeActor({ role: 'regional_coordinator', regionCode: school.regionCode }), makeActor({ role: 'support_agent' }), makeActor(),
  ];
  // what the school has set of its roles is in the process from the first request on
  await queue.list(readers[0]!, { mine: false }, 50);
  for (const reader of readers) {
    for (const filter of [{ mine: false }, { mine: false, due: 'overdue', kind: 'diary_access', className: '5А', text: 'Иванова' }, { mine: true }] as const) {
      expect([reader.role, filter, await statementsSent(() => queue.list(reader, filter, 50))]).toEqual([reader.role, filter, 1]);
    }
  }
});
