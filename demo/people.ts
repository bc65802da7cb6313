import type { INestApplicationContext } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { IdentityFacade } from '../src/modules/identity/index.js';
import { SchoolsFacade } from '../src/modules/schools/index.js';
import { credentials, DEMO_ACCOUNTS, DEMO_SEED, type DemoAccount } from './accounts.js';
import { fixedId } from './plan/random.js';
import type { PupilPlan, SchoolPlan } from './plan/school.js';

/** Plans by the key of the school. */
export type Plans = ReadonlyMap<string, SchoolPlan>;

/** Who a demo account is: a teacher of the plan, else a person of their own. */
export function personId(account: DemoAccount, plans: Plans, bornAt: Date): string {
  if (account.homeroomOf !== undefined) return classOf(plans.get(account.school!.key)!, account.homeroomOf).homeroomId;
  if (account.teaches !== undefined) return plans.get(account.school!.key)!.teachers.find((t) => t.subject === account.teaches)!.id;
  return fixedId(DEMO_SEED, `person:${account.key}`, bornAt);
}

export function classOf(plan: SchoolPlan, name: string): SchoolPlan['classes'][number] {
  const found = plan.classes.filter((c) => `${c.gradeLevel}${c.letter}` === name).at(-1);
  if (found === undefined) throw new Error(`The plan has no class ${name}`);
  return found;
}

/** The pupil of a class an account is tied with: somebody born in the summer, whose age stays the same the whole school year. */
export function pupilOf(plan: SchoolPlan, className: string): PupilPlan {
  const { cohort } = classOf(plan, className);
  const inClass = plan.pupils.filter((p) => p.cohort === cohort);
  return inClass.find((p) => ['06', '07', '08'].includes(p.birthDate.slice(5, 7))) ?? inClass[0]!;
}

/** Accounts with their roles, through the same services as any account. Safe to repeat. */
export async function makeAccounts(app: INestApplicationContext, plans: Plans, bornAt: Date): Promise<void> {
  const identity = app.get(IdentityFacade, { strict: false });
  const schools = app.get(SchoolsFacade, { strict: false });
  for (const account of DEMO_ACCOUNTS) {
    const id = personId(account, plans, bornAt);
    const plan = account.school === null ? null : plans.get(account.school.key)!;
    const pupil = account.pupilOf === undefined ? null : pupilOf(plan!, account.pupilOf);
    const { identifier, password, email, phone, totpSecret } = credentials(account);
    if (await identity.person(id) === null) {
      const [family, given, patronymic] = account.name;
      await identity.createAccount(null, {
        personId: id, name: pupil?.name ?? { family, given, patronymic }, birthDate: pupil?.birthDate ?? null, login: identifier, email, phone, contactsProved: true, password,
      });
      if (totpSecret !== null) await identity.provisionTotp(id, totpSecret);
    }
    for (const role of account.roles) {
      await identity.assignRole(null, {
        personId: id, role, schoolId: role === 'guardian' ? null : plan?.id ?? null,
        classId: role === 'homeroom_teacher' ? classOf(plan!, account.homeroomOf!).id : null, regionCode: account.regionCode ?? null, validFrom: bornAt,
      });
    }
    if (pupil !== null && (await schools.pupil(plan!.id, pupil.id))?.personId === null) await schools.bindAccount(plan!.id, pupil.id, id);
  }
}

/** All of them were confirmed by staff of a school, with a document. */
export async function confirmAccounts(app: INestApplicationContext, plans: Plans, bornAt: Date): Promise<void> {
  const identity = app.get(IdentityFacade, { strict: false });
  for (const [index, account] of DEMO_ACCOUNTS.entries()) {
    const id = personId(account, plans, bornAt);
    const document = account.pupilOf === undefined ? { kind: 'passport' as const, number: `4510${String(index + 1).padStart(6, '0')}` } : { kind: 'other' as const, number: `Д-${index + 1}` };
    if (await identity.person(id) !== null) await identity.confirmLevel(id, document);
  }
}

/** Family links as they were before this program: with their history and consent. */
export async function writeLinks(db: ClientBase, plans: Plans, bornAt: Date): Promise<void> {
  for (const account of DEMO_ACCOUNTS) {
    for (const child of account.children ?? []) {
      if (child.by === 'request') continue;
      const plan = plans.get(child.school.key)!;
      const pupil = pupilOf(plan, child.className);
      const guardian = personId(account, plans, bornAt);
      const id = fixedId(DEMO_SEED, `link:${account.key}:${child.school.key}`, bornAt);
      await db.query(
        `INSERT INTO family.links (school_id, id, pupil_id, guardian_id, kind, status, source, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, 'linked', 'code', $6, $6)`, [plan.id, id, pupil.id, guardian, child.kind, bornAt]);
      await db.query(
        `INSERT INTO family.link_history (school_id, link_id, id, at, actor_id, from_status, to_status)
         VALUES ($1, $2, $2, $3, $4, NULL, 'linked')`, [plan.id, id, bornAt, guardian]);
      await db.query(
        `INSERT INTO consents.consent (id, subject_id, purpose, version, given_by, given_at)
         SELECT $1, $2, 'child_data', max(version), $3, $4 FROM consents.text WHERE purpose = 'child_data'`,
        [fixedId(DEMO_SEED, `consent:${account.key}:${child.school.key}`, bornAt), pupil.id, guardian, bornAt]);
    }
  }
}
