/** A browser as far as sign-in needs one: cookies by host, redirects followed one by one, over real HTTP. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();
  /** Every address it was sent to, the first one too. */
  readonly visited: string[] = [];

  /** @param hosts names that stand for servers of this test: origin → where it listens */
  constructor(private readonly hosts: Readonly<Record<string, string>> = {}) {}

  /** One request, no redirect followed. */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin, pathname, search } = new URL(url);
    this.visited.push(url);
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.hosts[origin] ?? origin}${pathname}${search}`, {
      ...init, redirect: 'manual', headers: { ...init.headers as Record<string, string>, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const gone = attributes.some((a) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(a));
      if (gone) jar.delete(name);
      else jar.set(name, value.join('='));
    }
    this.cookies.set(origin, jar);
    return response;
  }

  /** Follows redirects until there is a page, or until `stop` says so; the address it is at and the answer. */
  async go(url: string, init: RequestInit = {}, stop: (url: string) => boolean = () => false): Promise<{ url: string; response: Response | null }> {
    let response = await this.request(url, init);
    let at = url;
    for (let hops = 0; hops < 20; hops++) {
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at).href;
      if (stop(at)) return { url: at, response: null };
      response = await this.request(at);
    }
    throw new Error(`Redirects without end: ${this.visited.join(' → ')}`);
  }

  cookie(origin: string, name: string): string | undefined {
    return this.cookies.get(origin)?.get(name);
  }

  forgetCookies(origin: string): void {
    this.cookies.delete(origin);
  }
}
