import { Injectable } from '@nestjs/common';
import { displayName, fullNameKey, nameKey, parsePhone, type PersonName } from '../../../../shared/identifiers/index.js';
import { RepresentativeRepository, type RepresentativeRow } from '../../roster/persistence/representative.repository.js';
import { type RollRow, RosterBulkRepository } from '../../roster/persistence/roster-bulk.repository.js';
import type { RepresentativeKind as Kinship } from '../../schools.contracts.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { parseName, russianDate } from '../domain/cells.js';
import { grouped, planByKey } from '../domain/plan-by-key.js';
import { type Cells, readRows } from '../domain/read-rows.js';

const KINSHIP: Readonly<Record<Kinship, readonly string[]>> = {
  mother: ['мать', 'мама'], father: ['отец', 'папа'], guardian: ['опекун', 'попечитель'], other: ['иной', 'другой', 'законный представитель'],
};

type Row = Omit<RepresentativeRow, 'phoneIndex'>;

/** Pupils as cells name them: by external code, or by full name and birth date. */
interface Pupils {
  readonly byCode: ReadonlyMap<string, RollRow>;
  readonly byName: ReadonlyMap<string, readonly RollRow[]>;
}

/** Who represents the pupils, with phones, as the school's papers have it: a parent who enters a child is matched by it (FA-1). */
@Injectable()
export class RepresentativeKind implements ImportKindOf {
  static readonly kind = 'representatives';
  static readonly exported = { ru: 'Выгружены представители учеников с телефонами', en: 'Exported the representatives of pupils with phones' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'externalId', headings: ['Внешний код ученика', 'pupilExternalId', 'код ученика'] },
    { key: 'pupil', headings: ['Ученик', 'pupil', 'ФИО ученика'] },
    { key: 'birthDate', headings: ['Дата рождения', 'birthDate', 'дата рождения ученика'] },
    { key: 'name', headings: ['Представитель', 'representative', 'родитель', 'ФИО представителя', 'ФИО родителя'] },
    { key: 'kind', headings: ['Кем приходится', 'relationship', 'степень родства'] },
    { key: 'phone', headings: ['Телефон', 'phone', 'телефон представителя'] },
  ];
  readonly exportedColumns = this.columns.map(({ key }) => key);
  readonly personal = true;

  constructor(private readonly roster: RosterBulkRepository, private readonly representatives: RepresentativeRepository) {}

  async draft({ schoolId, table }: ImportContext): Promise<Draft> {
    const roll = await this.roster.roll(schoolId);
    const pupils = {
      byCode: new Map(roll.flatMap((pupil) => (pupil.externalId === null ? [] : [[pupil.externalId, pupil] as const]))),
      byName: grouped(roll, (pupil) => `${nameKey(displayName(pupil))}|${pupil.birthDate}`),
    };
    const read = readRows(table, ['name', 'kind', 'phone'], (cells): Row => ({
      pupilId: readPupil(cells, pupils), name: readName(cells), phone: readPhone(cells),
      kind: cells.raw('kind') === '' ? cells.required<Kinship>('kind', 'other') : cells.word('kind', KINSHIP) ?? 'other',
    }));
    const known = await this.representatives.ofSchool(schoolId);
    const plan = planByKey(read.rows, {
      keyOf, known: new Map(known.map((row) => [keyOf(row), row])), column: 'phone', headings: table.headings,
      same: (row, now) => row.kind === now.kind && fullNameKey(row.name) === fullNameKey(now.name),
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: () => this.representatives.put(schoolId, [...plan.created, ...plan.changed.map(({ row }) => row)]),
    };
  }

  async exportRows(schoolId: string): Promise<(string | null)[][]> {
    const pupils = new Map((await this.roster.roll(schoolId)).map((pupil) => [pupil.id, pupil]));
    return (await this.representatives.ofSchool(schoolId)).map(({ pupilId, name, kind, phone }) => {
      const pupil = pupils.get(pupilId)!;
      return [pupil.externalId, displayName(pupil), russianDate(pupil.birthDate), displayName(name), KINSHIP[kind][0]!, phone];
    });
  }
}

const keyOf = ({ pupilId, phone }: Pick<Row, 'pupilId' | 'phone'>): string => `${pupilId}|${phone}`;

function readPupil(cells: Cells, { byCode, byName }: Pupils): string {
  const code = cells.text('externalId', 100);
  if (code !== null) {
    const pupil = byCode.get(code);
    if (pupil === undefined) cells.say('externalId', 'imports.pupil_unknown');
    return pupil?.id ?? '';
  }
  const name = cells.requiredText('pupil', 300);
  const birthDate = cells.requiredDate('birthDate');
  if (name === '' || birthDate === '') return '';
  const found = byName.get(`${nameKey(name)}|${birthDate}`) ?? [];
  if (found.length === 0) cells.say('pupil', 'imports.pupil_unknown');
  if (found.length > 1) cells.say('pupil', 'imports.pupil_ambiguous');
  return found[0]?.id ?? '';
}

function readName(cells: Cells): PersonName {
  const typed = cells.requiredText('name', 300);
  const [family = '', given = '', ...rest] = typed.split(' ').map((part) => parseName(part, typed) ?? '');
  if (typed !== '' && (family === '' || given === '' || rest.includes(''))) cells.say('name', 'imports.full_name');
  return { family, given, patronymic: rest.length === 0 ? null : rest.join(' ') };
}

function readPhone(cells: Cells): string {
  const typed = cells.requiredText('phone', 40);
  const phone = typed === '' ? '' : parsePhone(typed);
  if (phone === null) cells.say('phone', 'identity.phone');
  return phone ?? '';
}
