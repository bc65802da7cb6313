import { Db } from '../../../src/platform/database/index.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool } from '../../factories/schools.js';
import { defineMatrix, EVERYONE, everyoneBut, get, post, strangers } from './format.js';

const settlement = (name: string) => ({ kind: 'settlement', regionCode: '39', name, type: 'village' });

/** Proposals of one person; one of them is accepted, another declined by the operator. */
export const matrix = defineMatrix(
  async (app) => {
    const school = await makeSchool(app.get(Db));
    const author = await signIn(app, await makePerson(app));
    const proposals: string[] = [];
    for (const name of ['Матричное Первое', 'Матричное Второе', 'Матричное Третье']) proposals.push((await app.as(author).post('/directory-proposals', settlement(name))).body.id as string);
    const head = await signIn(app, await makeStaff(app, 'director', { schoolId: school.id }));
    return { author, proposals, head };
  },
  ({ operation, row }) => {
    const byOperator = (call: (w: any) => ReturnType<typeof post>) => operation(call, [
      row('no_role', 'own', 403, (w) => w.author), row('director', 'none', 403, (w) => w.head), strangers(everyoneBut('system_admin'), 403), strangers(['system_admin'], 200),
    ]);
    let made = 0;
    return {
      proposeToDirectory: operation(() => post('/directory-proposals', settlement(`Матричное ${'абвгдежзиклмнопрстуфхцчшщэюя'[made++]}`)), [strangers(EVERYONE, 201)]),
      listDirectoryProposals: operation(() => get('/directory-proposals'), [strangers(EVERYONE, 200)]),
      readDirectoryProposal: operation((w) => get(`/directory-proposals/${w.proposals[0]}`), [
        row('no_role', 'own', 200, (w) => w.author), row('director', 'none', 404, (w) => w.head), strangers(['system_admin'], 200), strangers(everyoneBut('system_admin'), 404),
      ]),
      acceptDirectoryProposal: byOperator((w) => post(`/directory-proposals/${w.proposals[1]}/accept`)),
      declineDirectoryProposal: byOperator((w) => post(`/directory-proposals/${w.proposals[2]}/decline`, { reason: 'Нет такого' })),
      listSchoolTwins: operation(() => get('/schools/twins?inn=7707083893'), [strangers(EVERYONE, 200)]),
    };
  },
);
