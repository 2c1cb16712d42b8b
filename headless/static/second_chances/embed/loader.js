// Custom elements for other sites. `v1.js` calls `start()` with the addresses of everything; each element has a module with
// `show(embed)` that is fetched when the element is about to be seen. Nothing is kept in the browser, and no other host is asked.

const AGAIN = 60_000; // milliseconds: whoever comes back to a page later than that gets what is public now
const HOST = new CSSStyleSheet();
// Important, so that no `* { all: unset !important }` of the page undoes it: within a shadow root the inner rule wins.
HOST.replaceSync(":host{display:block!important}:host([hidden]){display:none!important}slot{display:contents}");

/** An element of HTML. `html` is ours, from the API; functions are listeners; null, undefined and false leave an attribute out. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "html") element.innerHTML = trusted(value);
    else if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

// Pages that demand Trusted Types name this policy in theirs.
const policy = globalThis.trustedTypes?.createPolicy("second-chances", { createHTML: (html) => html });
const trusted = (html) => (policy ? policy.createHTML(html) : html);

export class Failed extends Error {
  constructor(status, problem, wait) {
    super(problem?.detail ?? `status ${status}`);
    Object.assign(this, { status, problem, wait });
  }
}

export function start(config, script) {
  const at = (path) => new URL(path, script).href;
  const key = new URL(script).searchParams.get("key") ?? "";
  const once = {};
  const remember = (name, make) => (once[name] ??= make().catch((error) => { delete once[name]; throw error; }));
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      if (!target.shown) target.refresh(); // one that was moved within the page keeps what was typed
    }
  }, { rootMargin: "400px" });

  async function load(path, options) {
    const response = await fetch(path, { credentials: "omit", referrerPolicy: "strict-origin", ...options });
    const body = await response.json().catch(() => null);
    if (response.ok && body) return body;
    throw new Failed(response.status, body, Number(response.headers.get("Retry-After")) || 0);
  }

  const styles = (paths) => Promise.all(paths.map((path) => remember(path, async () => {
    const response = await fetch(at(path), { credentials: "omit" });
    return new CSSStyleSheet().replace(await response.text());
  })));

  class Embed extends HTMLElement {
    static observedAttributes = ["publishable-key", "lang", "theme", "stage", "limit", "page", "heading", "level", "look"];
    // Modules import nothing, for they do not know each other's hashed names: what they need is here.
    kit = { picture, Failed };
    h = h;
    preview = false;

    connectedCallback() {
      this.preview = this.hasAttribute("preview");
      if (!this.shadowRoot) {
        this.attachShadow({ mode: "open", delegatesFocus: false }).adoptedStyleSheets = [HOST];
        this.shadowRoot.append(h("slot"));
      }
      near.observe(this);
      addEventListener("pageshow", this);
      document.addEventListener("visibilitychange", this);
    }

    disconnectedCallback() {
      near.unobserve(this);
      removeEventListener("pageshow", this);
      document.removeEventListener("visibilitychange", this);
    }

    attributeChangedCallback(name, before, now) {
      if (!this.shown || before === now) return;
      if (name === "look") this.shadowRoot.firstElementChild.dataset.look = now ?? "";
      else this.refresh();
    }

    // What was taken back meanwhile must not stand in a tab that was left open, or in one that "back" leads to.
    handleEvent(event) {
      const stale = this.shown && performance.now() - this.shown > AGAIN;
      if (event.persisted || (event.type !== "pageshow" && !document.hidden && stale)) this.refresh({ again: true });
    }

    get level() { return Math.min(Math.max(parseInt(this.getAttribute("level"), 10) || 3, 2), 6); }

    /** The language of the element or of what it stands in, if it is one of ours; else the first. */
    get language() {
      let node = this;
      while (node && !node.closest?.("[lang]")) node = node.getRootNode().host;
      const wanted = (node?.closest("[lang]").lang ?? "").toLowerCase();
      return config.languages.find((code) => code === wanted) ?? config.languages.find((code) => code === wanted.split("-")[0]) ?? config.languages[0];
    }

    headingTag(below = 0) { return `h${Math.min(this.level + below, 6)}`; }

    /** What the API answers with; parameters without a value are left out. Throws `Failed`. */
    get(path, parameters = {}, options = {}) {
      const url = new URL(path, at(config.api));
      const mine = this.getAttribute("publishable-key") ?? key;
      for (const [name, value] of Object.entries({ ...parameters, key: mine })) if (value) url.searchParams.set(name, value);
      return load(url, options);
    }

    proof() { return import(at(config.proof)); }

    /** Says something by its name: `say("minutes", 3)` chooses singular or plural. Begins once the words are there. */
    async speak(language) {
      const path = config.words.replace("NAME", this.embed).replace("LANGUAGE", language);
      const words = await remember(path, () => load(at(path)));
      const plural = new Intl.PluralRules(language);
      const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
      this.day = (text) => h("time", { datetime: text }, day.format(new Date(text)));
      this.moment = (text) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date(text));
      this.say = (name, number) => {
        const found = words[name] ?? name;
        return Array.isArray(found) ? found[plural.select(number) === "one" ? 0 : 1].replace("%(number)s", number) : found;
      };
    }

    /** Puts what is made in place of what was there. Until then, and if it fails, the fallback inside the element shows. */
    async refresh({ again = false } = {}) {
      const turn = (this.turn = (this.turn ?? 0) + 1);
      if (again && this.keeps?.()) return;
      this.setAttribute("aria-busy", "true");
      try {
        const [path, ...css] = config.elements[this.embed];
        const [module, sheets] = await Promise.all([remember(path, () => import(at(path))), styles(css)]);
        const made = await module.show(this, again ? { cache: "no-cache" } : {});
        if (turn !== this.turn) return;
        this.paint(sheets, made);
        this.shown = performance.now();
      } catch (error) {
        if (turn === this.turn) await this.failed(error, again);
      } finally {
        if (turn === this.turn) this.removeAttribute("aria-busy");
      }
    }

    paint(sheets, ...made) {
      this.shadowRoot.adoptedStyleSheets = [HOST, ...sheets];
      const look = this.getAttribute("look");
      this.shadowRoot.replaceChildren(h("div", { part: "all", lang: this.spoken, "data-look": look }, ...made));
    }

    async failed(error, again) {
      console.warn(`<${this.localName}>:`, error.message, error.status ? "" : "(Is this page’s origin one of the front end’s?)");
      this.dispatchEvent(new CustomEvent("second-chances-error", { bubbles: true, detail: { status: error.status ?? 0 } }));
      const gone = error.status === 410 || error.status === 404;
      if (again && !gone) return; // what is there is better than nothing
      this.shown = performance.now();
      // What was withdrawn must not live on in the words that somebody wrote as a fallback.
      if (!gone && this.innerHTML.trim()) {
        this.shadowRoot.replaceChildren(h("slot"));
        return;
      }
      try {
        await this.speak((this.spoken = this.language));
        this.paint(await styles(config.elements[this.embed].slice(1)), h("p", { part: "note", role: "status" }, this.say(gone ? "gone" : "failed")));
      } catch {
        this.shadowRoot.replaceChildren(h("slot"));
      }
    }
  }

  for (const name of Object.keys(config.elements)) {
    const tag = `second-chances-${name}`;
    if (customElements.get(tag)) continue;
    customElements.define(tag, class extends Embed { embed = name; });
  }
}

/** A picture of the API. `sizes`: how wide it is shown. */
export function picture(shown, sizes, part = "picture", caption = false) {
  if (!shown) return null;
  const files = shown.renditions, last = files.at(-1);
  const set = files.filter((file) => file.format === "webp").map((file) => `${file.url} ${file.width}w`).join(", ");
  const words = caption && (shown.caption || shown.credit);
  return h("figure", { part },
    h("picture", null,
      set && h("source", { type: "image/webp", srcset: set, sizes }),
      h("img", { src: last.url, width: last.width, height: last.height, alt: shown.alt, loading: "lazy", decoding: "async" })),
    words && h("figcaption", null, shown.caption, shown.credit && h("span", { part: "credit" }, ` ${shown.credit}`)));
}
