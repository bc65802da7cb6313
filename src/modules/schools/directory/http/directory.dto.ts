import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsId, PageQuery, QueryBoolean, QueryInt } from '../../../../platform/http/index.js';
import { SCHOOL_STATUSES, SCHOOL_TYPES, type SchoolType } from '../../schools.contracts.js';
import { RatingDto } from './oversight.dto.js';
import { type Card, type FoundSchool, type Region, SCHOOL_ORDERS, type SchoolSearch, type Settlement } from '../directory.model.js';
import { whereFamiliesGo, whereToGo } from '../domain/where-to-go.js';
import type { Locale } from '../../../../platform/i18n/index.js';

export class RegionDto {
  /** Two digits, as in addresses and tax numbers. @example "39" */
  code: string;
  /** ISO 3166-2; six regions have no Russian one. */
  @ApiProperty({ type: String, nullable: true, example: 'RU-KGD' })
  isoCode: string | null;
  /** @example "Калининградская область" */
  name: string;
  @ApiProperty({ type: String, nullable: true, example: 'Северо-Западный' })
  federalDistrict: string | null;
  /** IANA zone of the capital. @example "Europe/Kaliningrad" */
  zone: string;
  @ApiProperty({ enum: ['connected', 'planned', 'not_connected'], example: 'connected' })
  connection: string;
  /** When a planned region will be connected. */
  @ApiProperty({ type: String, format: 'date', nullable: true, example: null })
  plannedOn: string | null;
  /** The region's own portal: where a family of a region not connected is told to go. */
  @ApiProperty({ type: String, nullable: true, example: null })
  portalUrl: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  signInProvider: string | null;
  /** Where its families go until it is connected, in words; null when it is. */
  @ApiProperty({ type: String, nullable: true, example: null })
  whereToGo: string | null;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class RegionListDto {
  items: RegionDto[];
  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class SettlementsQueryDto extends PageQuery {
  /** First letters of the name. @example "Сов" */
  @IsOptional() @IsString() @Length(1, 100)
  q?: string;
}

export class SettlementDto {
  /** @example "01a204a7-3253-78a9-af1b-777dbf80de2d" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** @example "Советск" */
  name: string;
  /** @example "city" */
  kind: string;
  /** District or greater town it belongs to, where it is known. */
  @ApiProperty({ type: String, nullable: true, example: null })
  area: string | null;
  /** @example false */
  isCapital: boolean;
  /** @example "Europe/Kaliningrad" */
  zone: string;
}

export class SettlementPageDto {
  items: SettlementDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class SchoolsQueryDto extends PageQuery {
  /** Part of the name or address, or a whole INN or OKPO. @example "лицей" */
  @IsOptional() @IsString() @Length(1, 100)
  q?: string;
  /** Region code. @example "39" */
  @IsOptional() @Matches(/^\d{2}$/)
  region?: string;
  @IsOptional() @IsId()
  settlement?: string;
  @IsOptional() @IsIn(SCHOOL_TYPES) @ApiProperty({ enum: SCHOOL_TYPES, required: false })
  type?: SchoolType;
  /** @example "физико-математический" */
  @IsOptional() @IsString() @Length(1, 100)
  profile?: string;
  /** Only schools rated at least so. @example "4.5" */
  @IsOptional() @Matches(/^\d{1,2}(\.\d{1,2})?$/)
  minRating?: string;
  /** Only schools that teach this grade. */
  @QueryInt({ min: 1, max: 11 })
  gradeLevel?: number;
  /** Only schools with free places (in that grade). */
  @QueryBoolean()
  hasPlaces?: boolean;
  /** Latitude and longitude. @example "54.71,20.51" */
  @IsOptional() @Matches(/^-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?$/)
  near?: string;
  /** How far from `near`, kilometres. */
  @QueryInt({ min: 1, max: 500, default: 5 })
  radiusKm?: number;
  /** By name, or by distance when `near` is given; `rating`: the best first. */
  @IsOptional() @IsIn(SCHOOL_ORDERS) @ApiProperty({ enum: SCHOOL_ORDERS, required: false })
  sort?: SchoolSearch['sort'];
}

export class FoundSchoolDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** @example "Школа № 12" */
  name: string;
  /** @example "Школа 12" */
  shortName: string;
  @ApiProperty({ enum: SCHOOL_TYPES, example: 'school' })
  type: string;
  /** @example "39" */
  regionCode: string;
  /** @example "Калининградская область" */
  region: string;
  /** @example "Калининград" */
  settlement: string;
  /** @example "ул. Школьная, 1" */
  address: string;
  /** `listed`: in the directory and not connected yet. */
  @ApiProperty({ enum: SCHOOL_STATUSES, example: 'active' })
  status: string;
  /** Kilometres from `near`. */
  @ApiProperty({ type: Number, nullable: true, example: 1.4 })
  distanceKm: number | null;
  /** A decimal. */
  @ApiProperty({ type: String, nullable: true, example: '4.50' })
  rating: string | null;
  /** In the grade asked for, or in all; null when the school has told none. */
  @ApiProperty({ type: 'integer', nullable: true, example: 12 })
  freePlaces: number | null;
  /** Where its families go until it is connected, in words; null when it is. */
  @ApiProperty({ type: String, nullable: true, example: null })
  whereToGo: string | null;
}

export class FoundSchoolPageDto {
  items: FoundSchoolDto[];
  /** Cursor of the next page, null on the last. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export class PlacesDto {
  @IsInt() @Min(1) @Max(11) @ApiProperty({ type: 'integer', example: 1 })
  gradeLevel: number;
  @IsInt() @Min(0) @Max(2000) @ApiProperty({ type: 'integer', example: 75 })
  places: number;
  @IsInt() @Min(0) @Max(2000) @ApiProperty({ type: 'integer', example: 12 })
  freePlaces: number;
}

export class NewSchoolDto {
  /** Full name. @example "МБОУ «Средняя школа № 12»" */
  @IsString() @Length(1, 300)
  name: string;
  /** @example "Школа № 12" */
  @IsString() @Length(1, 100)
  shortName: string;
  @IsIn(SCHOOL_TYPES) @ApiProperty({ enum: SCHOOL_TYPES, example: 'school' })
  type: SchoolType;
  /** @example "39" */
  @Matches(/^\d{2}$/)
  regionCode: string;
  @IsId()
  settlementId: string;
  /** 10 digits with a checksum. */
  @IsOptional() @IsString() @Length(1, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '7707083893' })
  inn?: string | null;
  /** 8 digits with a checksum. */
  @IsOptional() @IsString() @Length(1, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '00032537' })
  okpo?: string | null;
  /** 13 digits with a checksum. */
  @IsOptional() @IsString() @Length(1, 20) @ApiProperty({ type: String, nullable: true, required: false, example: '1027700132195' })
  ogrn?: string | null;
  /** @example "ул. Школьная, 1" */
  @IsOptional() @IsString() @Length(0, 300)
  address?: string;
  @IsOptional() @IsNumber() @Min(-90) @Max(90) @ApiProperty({ type: Number, nullable: true, required: false, example: 54.71 })
  latitude?: number | null;
  @IsOptional() @IsNumber() @Min(-180) @Max(180) @ApiProperty({ type: Number, nullable: true, required: false, example: 20.51 })
  longitude?: number | null;
  @IsOptional() @IsString() @Length(1, 50) @ApiProperty({ type: String, nullable: true, required: false, example: '+74012000000' })
  phone?: string | null;
  @IsOptional() @IsEmail() @ApiProperty({ type: String, nullable: true, required: false, example: 'school12@example.org' })
  email?: string | null;
  @IsOptional() @IsUrl({ protocols: ['http', 'https'], require_protocol: true }) @ApiProperty({ type: String, nullable: true, required: false, example: 'https://school12.example.org' })
  site?: string | null;
  @IsOptional() @IsString() @Length(1, 200) @ApiProperty({ type: String, nullable: true, required: false, example: 'Орлова Нина Павловна' })
  directorName?: string | null;
  /** Person responsible for the journal. */
  @IsOptional() @IsString() @Length(1, 200) @ApiProperty({ type: String, nullable: true, required: false, example: 'Белов Игорь Олегович' })
  responsibleName?: string | null;
  /** IANA zone; that of the settlement unless said. @example "Europe/Kaliningrad" */
  @IsOptional() @IsString() @Length(1, 60)
  zone?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @Length(1, 100, { each: true }) @ApiProperty({ type: [String], required: false, example: ['физико-математический'] })
  profiles?: string[];
  @IsOptional() @IsString() @Length(1, 500) @ApiProperty({ type: String, nullable: true, required: false, example: 'автобусы 5 и 14' })
  transport?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(11) @ValidateNested({ each: true }) @Type(() => PlacesDto) @ApiProperty({ type: [PlacesDto], required: false })
  places?: PlacesDto[];
}

export class ChangeSchoolDto extends PartialType(NewSchoolDto, { skipNullProperties: false }) {}

export class BuildingOnCardDto {
  /** @example "Начальная школа" */
  name: string;
  /** @example "ул. Школьная, 3" */
  address: string;
  /** Bells of its own on usual days, of the school's bell schedules; null: it rings with the school. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  bellScheduleId: string | null;
  /** The same on short days. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  shortBellScheduleId: string | null;
}

/** The card of a school (SC-2). */
export class SchoolDto extends NewSchoolDto {
  /** @example "01a204a7-32b4-769f-8e99-fca8e78eaf84" */
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: SCHOOL_STATUSES, example: 'active' })
  status: string;
  /** @example "Калининградская область" */
  region: string;
  /** @example "Калининград" */
  settlement: string;
  @ApiProperty({ type: RatingDto, nullable: true })
  rating: RatingDto | null;
  buildings: BuildingOnCardDto[];
  /** Where its families go until it is connected, in words; null when it is. */
  @ApiProperty({ type: String, nullable: true, example: null })
  whereToGo: string | null;
  /** For entry links. @example "K7MQ2HXZ" */
  publicCode: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export function toRegionDto({ code, isoCode, name, federalDistrict, zone, connection, plannedOn, portalUrl, signInProvider, version }: Region, locale: Locale): RegionDto {
  const whereToGo = whereFamiliesGo({ connection, plannedOn, portalUrl })?.[locale] ?? null;
  return { code, isoCode, name, federalDistrict, zone, connection, plannedOn, portalUrl, signInProvider, whereToGo, version };
}

export function toSettlementDto({ id, name, kind, area, isCapital, zone }: Settlement): SettlementDto {
  return { id, name, kind, area, isCapital, zone };
}

export function toFoundSchoolDto({ id, name, shortName, type, status, regionCode, region, settlement, address, distance, rating, freePlaces, regionState }: FoundSchool, locale: Locale): FoundSchoolDto {
  return {
    id, name, shortName, type, status, regionCode, region, settlement, address, distanceKm: distance === null ? null : Math.round(distance * 10) / 10, rating, freePlaces,
    whereToGo: whereToGo(status, regionState)?.[locale] ?? null,
  };
}

export function toSchoolDto({ profiles, places, buildings, regionState, ...card }: Card, locale: Locale): SchoolDto {
  return {
    ...card, profiles: [...profiles], places: places.map((p) => ({ ...p })), buildings: buildings.map((b) => ({ ...b })), whereToGo: whereToGo(card.status, regionState)?.[locale] ?? null,
  };
}
