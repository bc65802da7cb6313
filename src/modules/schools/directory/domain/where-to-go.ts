/** What is known of a region that is not connected. */
export interface RegionOnItsWay {
  readonly connection: 'connected' | 'planned' | 'not_connected';
  /** `YYYY-MM-DD`. */
  readonly plannedOn: string | null;
  readonly portalUrl: string | null;
}

type Words = Readonly<Record<'ru' | 'en', string>>;

/** Where the families of a region go until it is connected (SC-1); null when it is. */
export function whereFamiliesGo({ connection, plannedOn, portalUrl }: RegionOnItsWay): Words | null {
  if (connection === 'connected') return null;
  const when = connection === 'planned' && plannedOn !== null
    ? { ru: `Регион будет подключён ${plannedOn.split('-').reverse().join('.')}.`, en: `The region will be connected on ${plannedOn}.` }
    : { ru: 'Регион пока не подключён.', en: 'The region is not connected yet.' };
  return portalUrl === null
    ? { ru: `${when.ru} Пользуйтесь журналом, о котором скажут в школе.`, en: `${when.en} Use the journal your school tells you of.` }
    : { ru: `${when.ru} До этого пользуйтесь порталом региона: ${portalUrl}`, en: `${when.en} Until then use the portal of the region: ${portalUrl}` };
}

/** The same of a school; null for one that is connected. @param status `listed`: not connected yet */
export function whereToGo(status: string, region: RegionOnItsWay): Words | null {
  if (status !== 'listed') return null;
  return whereFamiliesGo(region) ?? {
    ru: 'Школа пока не подключена. Спросите в ней, когда это будет, или попросите её подать заявление о подключении.',
    en: 'The school is not connected yet. Ask it when it will be, or ask it to send a request for connection.',
  };
}
