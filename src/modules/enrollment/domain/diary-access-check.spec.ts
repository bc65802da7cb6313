import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDiaryAccess, childOf, type DiaryAccessFacts } from './diary-access-check.js';
import { USUAL_SETTINGS } from './form-settings.js';
import { mergePatch, type TypedForm } from './form.js';

const FORM: TypedForm = {
  applicantKind: 'parent', schoolId: 'school', className: '5А', relationship: 'mother',
  child: {
    name: { family: 'Соловьёва', given: 'Анна-Мария', patronymic: 'Ильинична' }, birthDate: '07.05.2015', sex: 'f', snils: '112-233-445 95',
    document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedOn: '20.05.2015' },
  },
  consent: { version: 2, given: true },
  documents: [{ type: 'birth_certificate', fileId: 'file' }],
};
const FACTS: DiaryAccessFacts = {
  today: '2026-11-05', school: { id: 'school', open: true, regionCode: '39', settlementId: 'town' }, settings: USUAL_SETTINGS, classExists: true, consentVersion: 2,
  applicant: { name: { family: 'Соловьёва', given: 'Мария' }, birthDate: '1988-01-01' },
  files: new Map([['file', { rejected: false }], ['bad', { rejected: true }]]),
};

const wrong = (changes: TypedForm, facts: Partial<DiaryAccessFacts> = {}) =>
  checkDiaryAccess(mergePatch(FORM, changes), { ...FACTS, ...facts }).map(({ pointer, code }) => `${pointer} ${code}`);
const child = (changes: TypedForm) => ({ child: changes });
const paper = (changes: TypedForm) => child({ document: changes });

describe('the form for access to a diary', () => {
  it('passes when it is right', () => expect(wrong({})).toEqual([]));

  test.each<[string, TypedForm, string[]]>([
    ['no school', { schoolId: null }, ['/schoolId input.required']],
    ['nobody asks', { applicantKind: null }, ['/applicantKind input.required']],
    ['an aunt', { relationship: 'aunt' }, ['/relationship enrollment.choice']],
    ['a name with a digit', child({ name: { family: 'Ив4нова' } }), ['/child/name/family enrollment.name']],
    ['a name of spaces', child({ name: { given: '  ' } }), ['/child/name/given input.required']],
    ['no patronymic is normal', child({ name: { patronymic: null } }), []],
    ['names of other scripts and apostrophes', child({ name: { family: "О'Нил-Łukasz", given: 'José' } }), []],
    ['a date that does not exist', child({ birthDate: '29.02.2015' }), ['/child/birthDate enrollment.date']],
    ['an ISO date', child({ birthDate: '2015-05-07' }), []],
    ['not born yet', child({ birthDate: '06.11.2026' }), ['/child/birthDate enrollment.date_in_future', '/child/document/issuedOn enrollment.issued_before_birth']],
    ['too small for school', child({ birthDate: '06.11.2021' }), ['/child/birthDate enrollment.birth_date_out_of_range', '/child/document/issuedOn enrollment.issued_before_birth']],
    ['five today', { child: { birthDate: '05.11.2021', document: { issuedOn: '10.11.2021' } } }, []],
    ['no SNILS is normal', child({ snils: null }), []],
    ['a SNILS that does not add up', child({ snils: '112-233-445 96' }), ['/child/snils enrollment.snils']],
    ['Latin letters and an Arabic number in the series', paper({ series: '4-AH' }), []],
    ['a passport series in a certificate', paper({ series: '4509' }), ['/child/document/series enrollment.certificate_series']],
    ['a short number', paper({ number: '12345' }), ['/child/document/number enrollment.certificate_number']],
    ['a passport before 14', paper({ kind: 'passport', series: '45 09' }), ['/child/document/kind enrollment.passport_from_14']],
    ['a passport issued before 14', { child: { birthDate: '05.11.2012', document: { kind: 'passport', series: '45 09', issuedOn: '04.11.2026' } } }, ['/child/document/issuedOn enrollment.passport_issued_before_14']],
    ['a passport at 14', { child: { birthDate: '05.11.2012', document: { kind: 'passport', series: '45 09', issuedOn: '05.11.2026' } } }, []],
    ['a foreign document without a series', paper({ kind: 'foreign', series: null, number: 'AB-12/7' }), []],
    ['no document at all', { child: { document: null } }, ['/child/document/kind input.required', '/child/document/series input.required', '/child/document/number input.required', '/child/document/issuedOn input.required']],
    ['issued before birth', paper({ issuedOn: '06.05.2015' }), ['/child/document/issuedOn enrollment.issued_before_birth']],
    ['a citizenship of nowhere', child({ citizenship: 'XQ' }), ['/child/citizenship enrollment.citizenship']],
    ['no citizenship, or in small letters', child({ citizenship: 'kz' }), []],
    ['contacts that cannot be', { applicantDetails: { contacts: { phone: '123', email: 'мама' } }, child: { contacts: { phone: '+7 912 345-67-89', email: 'a@' } } },
      ['/child/contacts/email enrollment.email', '/applicantDetails/contacts/phone enrollment.phone', '/applicantDetails/contacts/email enrollment.email']],
    ['half a passport', { applicantDetails: { passport: { series: '450' } } },
      ['/applicantDetails/passport/number input.required', '/applicantDetails/passport/series enrollment.passport_series', '/applicantDetails/passport/issuedOn input.required', '/applicantDetails/passport/issuedBy input.required']],
    ['a whole passport', { applicantDetails: { passport: { series: '45 09', number: '123456', issuedBy: 'УМВД', issuedOn: '14.06.2008' } } }, []],
    ['a foreign passport', { applicantDetails: { passport: { kind: 'foreign', number: 'N1234567', issuedBy: 'МВД', issuedOn: '14.06.2020' } } }, []],
    ['an address of one word', { applicantDetails: { registrationAddress: 'дома' } }, ['/applicantDetails/registrationAddress enrollment.address']],
    ['another region and settlement', { regionCode: '77', settlementId: 'village' }, ['/regionCode enrollment.school_elsewhere', '/settlementId enrollment.school_elsewhere']],
    ['a scan by hand, and the child\'s passport', { documents: [{ type: 'identity_document', fileId: 'file' }] }, []],
    ['no consent', { consent: { given: false } }, ['/consent/given enrollment.consent_required']],
    ['consent to an older text', { consent: { version: 1 } }, ['/consent/version enrollment.consent_outdated']],
    ['no copy', { documents: [] }, ['/documents enrollment.document_required']],
    ['only the school\'s paper', { documents: [{ type: 'school_certificate', fileId: 'file' }] }, ['/documents enrollment.document_required']],
    ['one file twice, one that failed the check, one that is not theirs',
      { documents: [{ type: 'other', fileId: 'file' }, { type: 'other', fileId: 'file' }, { type: 'other', fileId: 'bad' }, { type: 'photo', fileId: 'x' }] },
      ['/documents/1/fileId enrollment.file_twice', '/documents/2/fileId enrollment.file_rejected', '/documents/3/type enrollment.choice', '/documents/3/fileId enrollment.file_unknown']],
  ])('%s', (_, changes, errors) => expect(wrong(changes)).toEqual(errors));

  it('what the school asks for has to be there, what it does not ask for has to go', () => {
    const settings = { addresses: 'required', applicantPassport: 'required' } as const;
    expect(wrong({}, { settings })).toEqual([
      '/child/registrationAddress input.required', '/applicantDetails/passport/series input.required', '/applicantDetails/passport/number input.required',
      '/applicantDetails/passport/issuedOn input.required', '/applicantDetails/passport/issuedBy input.required', '/applicantDetails/registrationAddress input.required',
    ]);
    const address = 'г. Калининград, ул. Школьная, д. 1';
    expect(wrong({ child: { registrationAddress: address }, applicantDetails: { registrationAddress: address, passport: { number: '1' } } }, { settings: { addresses: 'not_asked', applicantPassport: 'not_asked' } })).toEqual([
      '/child/registrationAddress enrollment.not_asked', '/applicantDetails/passport enrollment.not_asked', '/applicantDetails/registrationAddress enrollment.not_asked',
    ]);
  });

  it('a public code is of the school that was chosen', () => {
    expect(wrong({ schoolCode: 'K7MQ' }, { schoolByCode: null })).toEqual(['/schoolCode enrollment.school_code_unknown']);
    expect(wrong({ schoolCode: 'K7MQ' }, { schoolByCode: 'other' })).toEqual(['/schoolCode enrollment.school_code_other']);
    expect(wrong({ schoolCode: 'K7MQ' }, { schoolByCode: 'school' })).toEqual([]);
  });

  it('asks the school and its classes', () => {
    expect(wrong({}, { school: null, classExists: null })).toEqual(['/schoolId enrollment.school_unknown']);
    expect(wrong({}, { school: { ...FACTS.school!, open: false } })).toEqual(['/schoolId enrollment.school_not_open']);
    expect(wrong({}, { classExists: false })).toEqual(['/className enrollment.class_unknown']);
  });

  it('a pupil asks from 14, for themself, with a parent\'s consent until 18', () => {
    const self = { applicantKind: 'pupil', relationship: null, child: { birthDate: '2012-11-05' } };
    const applicant = { name: { family: 'СОЛОВЬЕВА', given: 'Анна Мария', patronymic: null }, birthDate: '2012-11-05' };
    const consent = [{ type: 'birth_certificate', fileId: 'file' }, { type: 'consent', fileId: 'second' }];
    const files = new Map([...FACTS.files, ['second', { rejected: false }]]);
    const certificate = { child: { birthDate: '2012-11-05', document: { issuedOn: '2012-11-20' } } };
    expect(wrong({ ...self, ...certificate, documents: consent }, { applicant, files })).toEqual([]);
    expect(wrong({ ...self, ...certificate }, { applicant })).toEqual(['/documents enrollment.parent_consent_required']);
    expect(wrong({ ...self, documents: consent }, { applicant: { ...applicant, birthDate: '2012-11-06' }, files }))
      .toEqual(['/applicantKind enrollment.applicant_from_14', '/child/birthDate enrollment.not_your_data']);
    expect(wrong({ ...self, documents: consent }, { applicant: { ...applicant, name: { family: 'Соловьёва', given: 'Мария' } }, files }))
      .toEqual(['/child/name/given enrollment.not_your_data']);
    expect(wrong({ ...self, documents: consent }, { applicant: { ...applicant, birthDate: null }, files })).toContain('/applicantKind enrollment.applicant_from_14');
  });

  it('never fails on what somebody typed, and names a field once', () => {
    const anything = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const typed = fc.record({
      applicantKind: fc.oneof(fc.constantFrom('parent', 'pupil'), fc.string()), schoolId: fc.string(), className: fc.string(), relationship: fc.string(),
      child: fc.record({
        name: fc.record({ family: fc.string(), given: fc.string(), patronymic: fc.string() }, { requiredKeys: [] }),
        birthDate: fc.string(), sex: fc.string(), snils: fc.string(),
        document: fc.record({ kind: fc.oneof(fc.constantFrom('passport', 'foreign', 'birth_certificate'), fc.string()), series: fc.string(), number: fc.string(), issuedOn: fc.string() }, { requiredKeys: [] }),
      }, { requiredKeys: [] }),
      consent: fc.record({ version: anything, given: anything }, { requiredKeys: [] }),
      documents: fc.array(fc.record({ type: fc.string(), fileId: fc.string() }), { maxLength: 5 }),
    }, { requiredKeys: [] });
    fc.assert(fc.property(typed, (form) => {
      const pointers = checkDiaryAccess(form, FACTS).map((error) => error.pointer);
      expect(pointers.length).toBeGreaterThan(0);
      expect(new Set(pointers).size).toBe(pointers.length);
      childOf(form);
    }));
  });

  it('gives the school a child in its own form', () => {
    expect(childOf(FORM)).toEqual({
      name: { family: 'Соловьёва', given: 'Анна-Мария', patronymic: 'Ильинична' }, birthDate: '2015-05-07', sex: 'f', snils: '11223344595', inn: null,
      document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedOn: '2015-05-20' },
    });
  });
});
