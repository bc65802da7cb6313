export { Antivirus, AntivirusFailed, type Verdict } from './antivirus.js';
export { AntivirusModule } from './antivirus.module.js';
