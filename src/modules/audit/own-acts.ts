/** What an act is about, as people look for it in their own history (ID-12). */
export const ACT_KINDS = ['account', 'contacts', 'consents', 'requests', 'exports', 'children'] as const;
export type ActKind = (typeof ACT_KINDS)[number];

export interface OwnAct {
  readonly kind: ActKind;
  readonly ru: string;
  readonly en: string;
}

const registry = new Map<string, OwnAct>();

/** Declares which of a module's audited operations their doer finds in their own history, and in what words (ID-12). */
export function defineOwnActs(table: Readonly<Record<string, OwnAct>>): void {
  for (const [operation, act] of Object.entries(table)) {
    if (registry.has(operation)) throw new Error(`Own act ${operation} is declared twice`);
    registry.set(operation, act);
  }
}

export function ownAct(operation: string): OwnAct | null {
  return registry.get(operation) ?? null;
}

/** Operations people find in their own history: of one kind, or all. */
export function ownActs(kind?: ActKind): string[] {
  return [...registry].filter(([, act]) => kind === undefined || act.kind === kind).map(([operation]) => operation);
}
