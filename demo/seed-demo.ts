import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { createHttpApp } from '../src/apps/http-app.js';
import { CalendarFacade } from '../src/modules/calendar/index.js';
import { SchoolsFacade } from '../src/modules/schools/index.js';
import type { Config } from '../src/platform/config/index.js';
import type { Actor } from '../src/shared/actor.js';
import { Clock } from '../src/shared/clock.js';
import { newId } from '../src/shared/ids.js';
import { DEMO_ACCOUNTS, DEMO_SEED, KALININGRAD, KAMCHATKA } from './accounts.js';
import { classOf, confirmAccounts, makeAccounts, personId, writeLinks, type Plans } from './people.js';
import { planSchool, type SchoolPlan } from './plan/school.js';
import { planYear } from './plan/year.js';
import { linkThroughRequest } from './request.js';
import { writeChanges, writeLessons } from './write/lessons.js';
import { writeJournal } from './write/journal.js';
import { prepareDice } from './write/rows.js';
import { Steps } from './write/steps.js';
import { divideClass, writeRoster, writeSchool } from './write/structure.js';

const PUPILS_IN_A_CLASS = 25;
/** Lessons are made up to so many weeks from now; the timetable itself is published for the whole year. */
const WEEKS_AHEAD = 3;
/** Comes in by the CSV import, as a school's own list would. */
const IMPORTED = '5Б';

/**
 * The two demo schools, the present school year up to now. Step by step, each in a transaction: killed half-way, it goes on
 * where it stopped. Does nothing when there are schools it did not make.
 * @returns whether anything was seeded
 */
export async function seedDemo(config: Config): Promise<boolean> {
  const db = new Client({ connectionString: config.settings.MIGRATION_DATABASE_URL ?? config.databaseUrl });
  await db.connect();
  try {
    const steps = new Steps(db, 'demo');
    if (!await steps.begun() && (await db.query('SELECT 1 FROM schools.schools LIMIT 1')).rows.length > 0) return false;
    if (await steps.finished('levels')) return false;
    const app = await createHttpApp(config);
    try {
      await app.init();
      await seed(app, db, steps);
    } finally {
      await app.close();
    }
    return true;
  } finally {
    await db.end();
  }
}

async function seed(app: NestFastifyApplication, db: Client, steps: Steps): Promise<void> {
  const now = app.get(Clock).now();
  const schoolYear = now.getUTCMonth() < 7 ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
  const year = planYear(schoolYear);
  const plans: Plans = new Map([KALININGRAD, KAMCHATKA].map((spec) => [spec.key, planSchool(DEMO_SEED, spec, [schoolYear], PUPILS_IN_A_CLASS)]));
  const bornAt = new Date(Date.UTC(schoolYear, 7, 20));
  const id = (key: string): string => personId(DEMO_ACCOUNTS.find((a) => a.key === key)!, plans, bornAt);
  const named = new Set(DEMO_ACCOUNTS.map((a) => personId(a, plans, bornAt)));
  await prepareDice(db, DEMO_SEED);

  await steps.once('schools', async () => {
    for (const plan of plans.values()) {
      await writeSchool(db, DEMO_SEED, plan, [year]);
      await writeRoster(db, DEMO_SEED, plan, [year], named, plan.spec === KALININGRAD ? IMPORTED : null);
    }
  });
  await steps.once('accounts', () => makeAccounts(app, plans, bornAt));
  await steps.once('import', () => importClass(app, plans.get(KALININGRAD.key)!, id('school_admin'), year.startsOn));
  await steps.once('lessons', async () => {
    for (const plan of plans.values()) {
      const freeDays = await app.get(CalendarFacade, { strict: false }).daysOff(plan.id, year.startsOn, year.endsOn);
      await writeLessons(db, DEMO_SEED, plan, [year], id('director'), new Set(freeDays), daysLater(now, WEEKS_AHEAD * 7));
      await writeChanges(db, plan.id, id('deputy_head'), now);
    }
  });
  await steps.once('journal', async () => {
    await divideClass(db, plans.get(KALININGRAD.key)!.id, classOf(plans.get(KALININGRAD.key)!, IMPORTED).id);
    for (const plan of plans.values()) await writeJournal(db, plan, schoolYear, now);
  });
  await steps.once('links', () => writeLinks(db, plans, bornAt));
  await steps.once('request', () => linkThroughRequest(app, plans));
  await steps.once('levels', () => confirmAccounts(app, plans, bornAt));
  await db.query('ANALYZE');
}

/** The file a school would send, taken in by the school's administrator. */
async function importClass(app: NestFastifyApplication, plan: SchoolPlan, adminId: string, startsOn: string): Promise<void> {
  const { cohort } = classOf(plan, IMPORTED);
  const rows = plan.pupils.filter((p) => p.cohort === cohort).map((p) =>
    [p.externalId, p.name.family, p.name.given, p.name.patronymic, p.birthDate.split('-').reverse().join('.'), p.sex === 'm' ? 'м' : 'ж', IMPORTED].join(';'));
  const file = ['Внешний код;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс', ...rows, ''].join('\r\n');
  const actor: Actor = {
    personId: adminId, sessionId: newId(), assignmentId: null, role: 'school_admin', schoolId: plan.id, classId: null, regionCode: null,
    acr: 'second_factor', requestId: newId(), ip: '127.0.0.1',
  };
  const result = await app.get(SchoolsFacade, { strict: false }).importFile(actor, {
    schoolId: plan.id, kind: 'pupils', mode: 'commit', partial: false, on: startsOn, fileName: '5b.csv', bytes: Buffer.from(file),
  });
  if (!result.written) throw new Error(`The demo class was not imported: ${JSON.stringify(result.errors.slice(0, 3))}`);
}

function daysLater(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
