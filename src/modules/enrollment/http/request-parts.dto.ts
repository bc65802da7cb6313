import { ApiProperty } from '@nestjs/swagger';
import { REQUEST_STATUSES, type RequestStatus } from '../domain/workflow.js';

/** A paper application. */
export class PaperDto {
  /** The date on it. */
  @ApiProperty({ type: String, format: 'date', example: '2026-11-05' })
  datedOn: string;
  @ApiProperty({ type: String, nullable: true, example: 'm.solovieva@example.ru' })
  email: string | null;
  @ApiProperty({ type: String, nullable: true, example: '+7 912 345-67-89' })
  phone: string | null;
}

/** Why the term was extended. */
export class ExtensionDto {
  /** @example "additional_check" */
  reasonCode: string;
  /** The ground in words, with the school's message. @example "Нужна дополнительная проверка." */
  text: string;
}

/** What the school asked for. */
export class AskedDto {
  /** @example ["Копия свидетельства о рождении"] */
  missing: string[];
  /** @example "Приложите чёткую копию." */
  message: string;
}

export class DecisionDto {
  /** Ground of a refusal. */
  @ApiProperty({ type: String, nullable: true, example: 'document_unreadable' })
  reasonCode: string | null;
  /** The ground in words that say how to mend it, and the school's own message. */
  @ApiProperty({ type: String, nullable: true, example: 'Документ не читается. Приложите чёткую копию и отправьте заявление снова.' })
  message: string | null;
  /** Null: the system. */
  @ApiProperty({ type: String, nullable: true, example: 'Петрова Ольга Игоревна' })
  decidedBy: string | null;
  /** @example "2026-11-24T08:30:00.000Z" */
  at: string;
}

/** Somebody else's request about the same. */
export class SameChildDto {
  /** @example "019b0000-0000-7000-8000-000000000041" */
  id: string;
  @ApiProperty({ type: String, nullable: true, example: '2026-77-000124-3' })
  number: string | null;
  @ApiProperty({ enum: REQUEST_STATUSES, example: 'approved' })
  status: RequestStatus;
  /** @example "Соловьёв Илья Петрович" */
  applicant: string;
}

/** What an approval would do by itself, and what it would leave, in words. */
export class ForeseenDto {
  /** @example ["Физика, 8А"] */
  done: string[];
  /** @example ["Физика, 8Б: уже ведёт другой учитель"] */
  left: string[];
}
