import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ANSWERING } from '../enrollment.permissions.js';
import { Admission } from './admission.kind.js';
import { Appeal } from './appeal.kind.js';
import { DataCorrection } from './data-correction.kind.js';
import { DiaryAccess } from './diary-access.kind.js';
import { Document } from './document.kind.js';
import { RegionConnection } from './region-connection.kind.js';
import { SchoolConnection } from './school-connection.kind.js';
import { StaffBinding } from './staff-binding.kind.js';
import type { KindDeclaration, RequestKind } from './kind.js';

type KindClass = Type<RequestKind> & { readonly declaration: KindDeclaration };

/** Every kind of request. Another one is its file, and its class here. */
export const KINDS: readonly KindClass[] = [DiaryAccess, Admission, DataCorrection, Document, Appeal, SchoolConnection, RegionConnection, StaffBinding];

export const DECLARATIONS: readonly KindDeclaration[] = KINDS.map(({ declaration }) => declaration);

/** @throws Error for a kind nobody declared: the shape of the body was checked, and rows have no other */
export function declarationOf(code: string): KindDeclaration {
  const found = DECLARATIONS.find((declaration) => declaration.code === code);
  if (found === undefined) throw new Error(`Kind of request ${code} is not declared`);
  return found;
}

/** What of every declaration goes under its code: forms, bodies. */
export function byCode<T>(of: (declaration: KindDeclaration) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(DECLARATIONS.map((declaration) => [declaration.code, of(declaration)]));
}

for (const { code, route, deciders } of DECLARATIONS) {
  const roles = route.flatMap((scope) => deciders[scope] ?? []);
  if (route.some((scope) => (deciders[scope] ?? []).length === 0)) throw new Error(`Nobody decides requests of the kind ${code} in a scope of its route`);
  if (roles.some((role) => !ANSWERING.includes(role))) throw new Error(`A decider of the kind ${code} has no permission to decide`);
}

@Injectable()
export class Kinds {
  constructor(private readonly modules: ModuleRef) {}

  /** @throws Error for a kind nobody declared */
  of(code: string): RequestKind {
    return this.modules.get<RequestKind>(KINDS.find(({ declaration }) => declaration === declarationOf(code))!);
  }
}
