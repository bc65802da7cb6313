import type { Config } from '../../../../../platform/config/index.js';
import { Monitoring } from './monitoring.js';
import { SyslogMonitoring } from './syslog-monitoring.js';
import { WebhookMonitoring } from './webhook-monitoring.js';

/** None is configured. */
class NoMonitoring extends Monitoring {
  send(): Promise<void> {
    return Promise.resolve();
  }
}

/** By the scheme of MONITORING_URL. */
export function monitoringOf({ settings, publicUrl }: Config): Monitoring {
  if (settings.MONITORING_URL === null) return new NoMonitoring();
  const url = new URL(settings.MONITORING_URL);
  return url.protocol === 'udp:' || url.protocol === 'tcp:' ? new SyslogMonitoring(url, new URL(publicUrl).hostname) : new WebhookMonitoring(url);
}
