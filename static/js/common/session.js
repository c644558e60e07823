// What a page shares with the server: whose page it is, the token of its session, and how requests are made.

const TIMEOUT = 12_000; // milliseconds
const JSON_TYPE = "application/json";

/**
 * The session a page was opened in. It outlives a sign-out: whoever signs in again on the page goes on in it.
 *
 * Its channels join it, so that what ends or renews the session reaches all of them.
 */
export class Session {
  /**
   * @param {object} options
   * @param {string} options.csrf the token the page came with
   * @param {Record<string, string|number>} options.identity names and values that say for whom the page
   *   writes: sent with every change, and expected back in every state the server gives
   * @param {string} options.url where the server says whom it takes this browser for
   * @param {number} [options.person] who opened the page
   */
  constructor({ csrf, identity, url, person }) {
    Object.assign(this, { csrf, identity, url, person });
    this.channels = new Set();
    this.over = false;
  }

  /** @param {{look: () => Promise<void>, resume: () => Promise<boolean>}} channel */
  join(channel) {
    this.channels.add(channel);
  }

  /**
   * Ask for JSON.
   *
   * @param {string} url
   * @returns {Promise<Response>} rejected without a network, after a redirect, or when it takes too long
   */
  get(url) {
    return this.#fetch(url, { headers: { Accept: JSON_TYPE } });
  }

  /**
   * Send JSON, with the identity in it.
   *
   * @param {string} url
   * @param {object} data
   * @param {object} [options]
   * @param {boolean} [options.keepalive] the page may be gone before the answer
   * @returns {Promise<Response>} rejected as for get()
   */
  post(url, data, { keepalive = false } = {}) {
    return this.#fetch(url, {
      method: "POST",
      headers: { "Content-Type": JSON_TYPE, Accept: JSON_TYPE, "X-CSRFToken": this.csrf },
      body: JSON.stringify({ ...this.identity, ...data }),
      keepalive,
    });
  }

  /**
   * Send a form's fields.
   *
   * @param {string} url
   * @param {[string, string][]} fields names and values
   * @returns {Promise<Response>} rejected as for get()
   */
  send(url, fields) {
    const headers = { Accept: JSON_TYPE, "X-CSRFToken": this.csrf };
    return this.#fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) });
  }

  /** Take the token from an answer that brings a fresh one. @param {{csrf?: string}|null} body */
  renew(body) {
    this.csrf = body?.csrf ?? this.csrf;
  }

  /** Whether a state is for whom the page writes. @param {object} body @returns {boolean} */
  owns(body) {
    return Object.entries(this.identity).every(([name, value]) => body[name] === value);
  }

  /** Whether a refusal went to the very person who opened the page. @param {{person?: number}|null} body */
  wentToOpener(body) {
    return this.person !== undefined && body?.person === this.person;
  }

  /**
   * Ask whom the server takes this browser for; renews the token.
   *
   * @returns {Promise<number>} 200: the right person, 401: nobody, 404: somebody else; rejected as for get()
   */
  async identify() {
    const answer = await this.get(this.url);
    const body = await answer.json();
    this.renew(body);
    return answer.ok && !this.owns(body) ? 404 : answer.status;
  }

  /** A channel met the end of the session: the others look at once. @param {object} channel */
  end(channel) {
    if (this.over) return;
    this.over = true;
    for (const other of this.channels) if (other !== channel) other.look();
  }

  /** The server answered as it does to the right person. */
  confirm() {
    this.over = false;
  }

  /** Signed in again. @returns {Promise<boolean>} whether every channel may go on, as the right person */
  async resume() {
    const answers = await Promise.all([...this.channels].map((channel) => channel.resume()));
    return answers.every(Boolean);
  }

  #fetch(url, options) {
    return fetch(url, {
      credentials: "same-origin",
      redirect: "error",
      signal: options.keepalive ? undefined : AbortSignal.timeout(TIMEOUT),
      ...options,
    });
  }
}
