/** A browser that keeps cookies and follows redirects between our service and a provider, and can stop. */
export class TravellingBrowser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every address that it was sent to, oldest first. */
  readonly addresses: string[] = [];

  /** @param until stops before it goes to an address that holds this text */
  async go(
    address: string,
    { form, until }: { form?: Record<string, string>; until?: string } = {},
  ): Promise<Response> {
    let next: string = address;
    let body = form && new URLSearchParams(form);
    for (;;) {
      const response = await this.ask(next, body);
      const location = response.headers.get('location');
      if (location === null) return response;
      next = new URL(location, next).href;
      this.addresses.push(next);
      body = undefined;
      if (until !== undefined && next.includes(until)) return response;
    }
  }
  get last(): string {
    return this.addresses.at(-1)!;
  }
  cookie(url: string, name: string): string | undefined {
    return this.jar(url).get(name);
  }
  cookies(url: string): { cookie: string } {
    return { cookie: [...this.jar(url)].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  private async ask(address: string, body?: URLSearchParams): Promise<Response> {
    const response = await fetch(address, {
      method: body ? 'POST' : 'GET',
      body,
      redirect: 'manual',
      headers: { accept: 'text/html', ...this.cookies(address) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /expires=thu, 01 jan 1970/i.test(line)) this.jar(address).delete(name!);
      else this.jar(address).set(name!, value!);
    }
    return response;
  }
  private jar(address: string): Map<string, string> {
    const { host } = new URL(address);
    let jar = this.jars.get(host);
    if (!jar) this.jars.set(host, (jar = new Map()));
    return jar;
  }
}
