import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IANAZone } from 'luxon';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { isOgrn, isOkpo, isOrganisationInn, nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import type { SchoolType } from '../../schools.contracts.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { SchoolCardRepository } from '../persistence/school-card.repository.js';
import type { Card, CardData, GradePlaces } from '../directory.model.js';

export type NewSchool = Pick<CardData, 'name' | 'shortName' | 'regionCode' | 'settlementId'>
  & Partial<Omit<CardData, 'status'>> & { readonly type: SchoolType; readonly status?: CardData['status']; readonly places?: readonly GradePlaces[] };

const NOTHING = {
  inn: null, okpo: null, ogrn: null, address: '', latitude: null, longitude: null, phone: null, email: null, site: null, directorName: null,
  responsibleName: null, profiles: [], transport: null,
};
const CODE_SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Cards of schools (SC-2). A new school runs in trial mode until it is opened (SC-4). */
@Injectable()
export class SchoolCards {
  constructor(private readonly cards: SchoolCardRepository, private readonly directory: DirectoryRepository, private readonly audit: AuditFacade) {}

  /** A card open to everybody, of a school not connected yet too. @throws DomainError not found, also for a school in trial mode */
  async open(id: string): Promise<Card> {
    return (await this.openOnes([id]))[0]!;
  }

  /** Cards open to everybody, in the order of the ids. @throws DomainError not found, also for a school in trial mode */
  async openOnes(ids: readonly string[]): Promise<Card[]> {
    const cards = await this.cards.byIds(ids);
    if (cards.length < ids.length || cards.some(({ status }) => status === 'trial')) throw notFound();
    return cards;
  }

  /** The card as the school's own people see it. */
  async own(id: string): Promise<Card> {
    const card = await this.cards.byId(id);
    if (card === null) throw notFound();
    return card;
  }

  @Transactional()
  async create(actor: Actor | null, school: NewSchool): Promise<Card> {
    const settlement = await this.directory.settlement(school.regionCode, school.settlementId);
    const card: CardData = { ...NOTHING, status: 'trial', zone: settlement?.zone ?? '', ...sent(school) };
    await this.check(card);
    const id = newId();
    await this.cards.insert(id, card, searchKey(card), Array.from({ length: 8 }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join(''));
    if (school.places !== undefined) await this.cards.putPlaces(id, school.places);
    await this.tell(actor, 'create', id);
    return this.own(id);
  }

  /** @throws DomainError not found; `object.stale`; InvalidInput naming every wrong number */
  @Transactional()
  async change(actor: Actor, id: string, version: number, changes: Partial<Omit<NewSchool, 'status'>>): Promise<Card> {
    const card: CardData = { ...(await this.own(id)), ...sent(changes) };
    await this.check(card);
    if ((await this.cards.update(id, version, card, searchKey(card))) === 0) throw new DomainError('object.stale');
    if (changes.places !== undefined) await this.cards.putPlaces(id, changes.places);
    await this.tell(actor, 'change', id);
    return this.own(id);
  }

  private async check(card: CardData): Promise<void> {
    const errors: FieldError[] = [];
    if (card.inn !== null && !isOrganisationInn(card.inn)) errors.push({ pointer: '/inn', code: 'inn.checksum' });
    if (card.okpo !== null && !isOkpo(card.okpo)) errors.push({ pointer: '/okpo', code: 'okpo.checksum' });
    if (card.ogrn !== null && !isOgrn(card.ogrn)) errors.push({ pointer: '/ogrn', code: 'ogrn.checksum' });
    if ((await this.directory.region(card.regionCode)) === null) errors.push({ pointer: '/regionCode', code: 'schools.region_unknown' });
    else if ((await this.directory.settlement(card.regionCode, card.settlementId)) === null) errors.push({ pointer: '/settlementId', code: 'schools.settlement_unknown' });
    if (card.zone !== '' && !IANAZone.isValidZone(card.zone)) errors.push({ pointer: '/zone', code: 'schools.zone_unknown' });
    if ((card.latitude === null) !== (card.longitude === null)) errors.push({ pointer: card.latitude === null ? '/latitude' : '/longitude', code: 'input.required' });
    InvalidInput.throwIfAny(errors);
  }

  private tell(actor: Actor | null, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.school_${act}`, objectType: 'school', objectId: id, schoolId: id, outcome: 'success' });
  }
}

function sent<T extends { places?: unknown }>({ places: _, ...fields }: T): Omit<T, 'places'> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Omit<T, 'places'>;
}

function searchKey(card: CardData): string {
  return nameKey(`${card.name} ${card.shortName} ${card.address}`);
}
