import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { BUILDINGS, RecordRepository, ROOMS } from '../../structure/persistence/record.repository.js';
import type { Draft, ImportContext, ImportKindOf } from '../import-kind.js';
import { planByKey } from '../domain/plan-by-key.js';
import { readRows } from '../domain/read-rows.js';

interface Room { readonly id: string; readonly version: number; readonly name: string; readonly buildingId: string | null; readonly capacity: number | null; readonly exclusive: boolean }
interface Building { readonly id: string; readonly version: number; readonly name: string }

/** Rooms, told apart by building and name. Empty cells leave what is known. */
@Injectable()
export class RoomKind implements ImportKindOf {
  static readonly kind = 'rooms';
  static readonly exported = { ru: 'Выгружены кабинеты', en: 'Exported the rooms' };

  readonly right = 'schools.files';
  readonly columns = [
    { key: 'name', headings: ['Кабинет', 'room', 'name', 'помещение', 'название'] },
    { key: 'building', headings: ['Здание', 'building', 'корпус'] },
    { key: 'capacity', headings: ['Мест', 'capacity', 'seats', 'вместимость'] },
    { key: 'shared', headings: ['Несколько групп сразу', 'shared', 'общий'] },
  ];
  readonly exportedColumns = ['name', 'building', 'capacity', 'shared'];

  constructor(private readonly records: RecordRepository) {}

  async draft({ schoolId, table }: ImportContext): Promise<Draft> {
    const buildings = new Map((await this.records.all<Building>(BUILDINGS, schoolId)).map(({ id, name }) => [nameKey(name), id]));
    const read = readRows(table, ['name'], (cells) => {
      const building = cells.text('building', 100);
      const buildingId = building === null ? null : buildings.get(nameKey(building));
      if (buildingId === undefined) cells.say('building', 'schools.building_unknown');
      return { name: cells.requiredText('name', 50), buildingId: buildingId ?? null, capacity: cells.number('capacity', 1, 2000), shared: cells.yesNo('shared') };
    });
    const known = await this.records.all<Room>(ROOMS, schoolId);
    const plan = planByKey(read.rows, {
      keyOf, known: new Map(known.map((room) => [keyOf(room), room])), column: 'name', headings: table.headings,
      same: (row, { capacity, exclusive }) => (row.capacity ?? capacity) === capacity && (row.shared ?? !exclusive) === !exclusive,
    });
    return {
      created: plan.created.length, changed: plan.changed.length, same: plan.same, errors: [...read.errors, ...plan.errors],
      write: async () => {
        for (const { name, buildingId, capacity, shared } of plan.created) await this.records.insert(ROOMS, schoolId, newId(), { name, buildingId, capacity, exclusive: shared !== true });
        for (const { row, known: room } of plan.changed) {
          const exclusive = row.shared === null ? room.exclusive : !row.shared;
          await this.records.update(ROOMS, schoolId, room.id, room.version, { ...room, capacity: row.capacity ?? room.capacity, exclusive });
        }
      },
    };
  }

  async exportRows(schoolId: string): Promise<(string | null)[][]> {
    const buildings = new Map((await this.records.all<Building>(BUILDINGS, schoolId)).map(({ id, name }) => [id, name]));
    return (await this.records.all<Room>(ROOMS, schoolId)).map(({ name, buildingId, capacity, exclusive }) =>
      [name, buildingId === null ? null : buildings.get(buildingId)!, capacity?.toString() ?? null, exclusive ? 'нет' : 'да']);
  }
}

const keyOf = ({ name, buildingId }: { name: string; buildingId: string | null }): string => `${buildingId ?? ''}|${name}`;
