import { describe, expect, it } from '@jest/globals';
import { checkSchoolConnection, type SchoolConnectionFacts } from './school-connection-check.js';

const facts = (changes: Partial<SchoolConnectionFacts> = {}): SchoolConnectionFacts => ({
  school: null, regionKnown: true, settlementKnown: true, same: [], types: ['school'], settlementTypes: ['village'], contacts: [], files: new Map([['f', { rejected: false }]]), ...changes,
});
const form = (changes: object = {}) => ({
  inn: '7707083893', okpo: '00032537', regionCode: '39', settlementId: 's', newSchool: { name: 'Школа', shortName: 'Школа', type: 'school', address: 'ул. Мира, 5' },
  administrator: { name: { family: 'Белов', given: 'Игорь' }, email: 'b@example.ru' }, powers: 'Директор', documents: [{ type: 'service_contract', fileId: 'f' }], ...changes,
});
const listed = (changes: object = {}) => form({ newSchool: undefined, schoolId: 'x', ...changes });
const wrong = (typed: object, known: Partial<SchoolConnectionFacts> = {}) => checkSchoolConnection(typed as never, facts(known)).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a form for the connection of a school', () => {
  it('a new school, or one of the directory, with any one document of powers', () => {
    expect(wrong(form())).toEqual([]);
    expect(wrong(listed(), { school: { name: 'Школа', connected: false, inn: null } })).toEqual([]);
    expect(wrong(form({ administrator: { self: true } }), { contacts: [] })).toEqual([]);
  });

  it.each<[string, object, Partial<SchoolConnectionFacts>, string[]]>([
    ['neither school', listed({ schoolId: ' ' }), {}, ['/schoolId input.required']],
    ['both schools', form({ schoolId: 'x' }), {}, ['/schoolId enrollment.school_or_new']],
    ['an unknown school', listed(), {}, ['/schoolId enrollment.school_unknown']],
    ['a connected school', listed(), { school: { name: 'Школа', connected: true, inn: null } }, ['/schoolId enrollment.school_connected']],
    ['another INN', listed(), { school: { name: 'Школа', connected: false, inn: '3906123455' } }, ['/inn enrollment.inn_of_another_school']],
    ['both settlements', form({ newSchool: { ...form().newSchool, settlement: { name: 'Село', type: 'village' } } }), {}, ['/settlementId enrollment.settlement_or_new']],
    ['a settlement of another region', form(), { settlementKnown: false }, ['/settlementId enrollment.settlement_unknown']],
    ['an INN of the directory', form(), { same: [{ name: 'Школа', connected: false, matches: { inn: true, okpo: true } }] }, ['/inn enrollment.school_in_directory']],
    ['a name and address of the directory', form(), { same: [{ name: 'Школа', connected: true, matches: { inn: false, okpo: false } }] }, ['/newSchool/name enrollment.school_connected']],
    ['a document that is no power', form({ documents: [{ type: 'other', fileId: 'f' }] }), {}, ['/documents enrollment.powers_required']],
  ])('%s', (_, typed, known, errors) => expect(wrong(typed, known)).toEqual(errors));
});
