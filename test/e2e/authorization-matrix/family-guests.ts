import { Pool } from 'pg';
import { linkFamily } from '../../factories/family.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { testDatabase } from '../../support/index.js';
import { defineMatrix, everyoneBut, EVERYONE, get, post, strangers } from './format.js';

const DAY_MS = 24 * 3600 * 1000;

/** View for a time, given to a third person (FA-10). */
export const matrix = defineMatrix(
  async (app) => {
    const db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 1 });
    const school = await makeSchool(db);
    const pupil = await makePupil(db, school);
    await db.end();
    const [mother, father, former] = [await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian'), await makeStaff(app, 'guardian')];
    await linkFamily(app, mother.id, pupil);
    await linkFamily(app, father.id, pupil, 'father');
    const ended = await linkFamily(app, former.id, pupil, 'other');
    const tokens = { mother: await signIn(app, mother), father: await signIn(app, father), former: await signIn(app, former) };
    await app.as(tokens.former).post(`/family-links/${ended.id}/revoke`);
    const validUntil = new Date(app.clock.now().getTime() + 30 * DAY_MS).toISOString();
    const guests = [await makePerson(app), await makePerson(app), await makePerson(app)] as const;
    const order = (guest: (typeof guests)[number]) => ({ pupilId: pupil.id, identifier: guest.phone, name: guest.name, relation: 'tutor', validUntil });
    const given: string[] = [];
    for (const guest of guests) given.push((await app.as(tokens.mother).post('/guest-accesses', order(guest))).body.id);
    const guestTokens = [await signIn(app, guests[0]), await signIn(app, guests[1]), await signIn(app, guests[2])] as const;
    await app.as(guestTokens[2]).post(`/guest-accesses/${given[2]}/accept`);
    return {
      order: order(await makePerson(app)), accesses: given as [string, string, string], guests: guestTokens, ...tokens,
      secretary: await signIn(app, await makeStaff(app, 'secretary', { schoolId: school.id })),
      teacher: await signIn(app, await makeStaff(app, 'teacher', { schoolId: school.id })),
    };
  },
  ({ operation, row }) => ({
    listGuestAccesses: operation(() => get('/guest-accesses'), [strangers(EVERYONE, 200)]),
    giveGuestAccess: operation((w) => post('/guest-accesses', w.order), [
      row('guardian', 'ended', 404, (w) => w.former),
      row('guardian', 'own', 201, (w) => w.mother),
      strangers(['guardian'], 404),
      strangers(everyoneBut('guardian'), 403),
    ]),
    acceptGuestAccess: operation((w) => post(`/guest-accesses/${w.accesses[0]}/accept`), [
      strangers(EVERYONE, 404),
      row('guardian', 'same_class', 404, (w) => w.father),
      row('secretary', 'same_school', 404, (w) => w.secretary),
      row('no_role', 'own', 200, (w) => w.guests[0]),
    ]),
    declineGuestAccess: operation((w) => post(`/guest-accesses/${w.accesses[1]}/decline`), [
      strangers(EVERYONE, 404),
      row('guardian', 'same_class', 404, (w) => w.mother),
      row('no_role', 'own', 200, (w) => w.guests[1]),
      row('no_role', 'ended', 409, (w) => w.guests[1]),
    ]),
    endGuestAccess: operation((w) => post(`/guest-accesses/${w.accesses[2]}/end`), [
      strangers(EVERYONE, 404),
      row('guardian', 'ended', 404, (w) => w.former),
      row('teacher', 'same_school', 404, (w) => w.teacher),
      row('secretary', 'same_school', 200, (w) => w.secretary),
      row('guardian', 'same_class', 409, (w) => w.father),
    ]),
  }),
);
