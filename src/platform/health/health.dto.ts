/** Whether the process can take work. */
export class HealthDto {
  /**
   * `up` when every part works.
   * @example up
   */
  status: 'up' | 'down';

  /**
   * State of each part: `up` or `down`.
   * @example { "database": "up" }
   */
  checks: Record<string, string>;
}
