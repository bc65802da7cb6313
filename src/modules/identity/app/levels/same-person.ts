import { DomainError } from '../../../../shared/domain-error.js';
import { type Comparable, differences, FIELD_WORDS } from '../../domain/portal/differences.js';

/**
 * Whoever confirms and the profile speak of one person: name and birth date are known on both sides, and nothing differs.
 * @throws DomainError `level.profile_incomplete`, `level.told_too_little`, `level.data_differ` naming the fields, never the values
 */
export function needSamePerson(own: Comparable, told: Comparable): void {
  if (own.birthDate === null) throw new DomainError('level.profile_incomplete', {}, { fields: ['birthDate'] });
  if (told.name === null || told.birthDate === null) throw new DomainError('level.told_too_little');
  const fields = differences(own, told);
  if (fields.length > 0) throw new DomainError('level.data_differ', { fields: fields.map((field) => FIELD_WORDS[field]) }, { fields });
}
