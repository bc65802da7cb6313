import { defineOwnActs } from '../audit/index.js';
import { KINDS } from './imports/kinds/kinds.js';

defineOwnActs(Object.fromEntries(KINDS.map(({ kind, exported }) => [`schools.export_${kind}`, { kind: 'exports' as const, ...exported }])));
