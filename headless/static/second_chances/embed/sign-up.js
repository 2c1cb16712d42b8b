// <second-chances-sign-up page="12">: the form, with all that it does on the site: messages beside the fields and in a list
// above them, a puzzle against robots, and one sign-up however often it is sent. What was typed is kept until it has arrived.

const TYPES = { singleline: "text", email: "email", number: "text", url: "url", date: "date", datetime: "datetime-local" };
const FIRST = ["name", "email"], LAST = ["is_adult", "agrees_to_privacy"];
// Names of ours beside those of the questions; see docs/api.md.
const TRAP = "sc-website", VERSION = "sc-version", PROOF = "altcha";
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export async function show(embed, options) {
  const { h } = embed;
  const path = `forms/${parseInt(embed.getAttribute("page"), 10) || 0}`;
  const form = await embed.get(path, {}, options);
  await embed.speak((embed.spoken = form.locale));
  const { say } = embed;
  const title = h(embed.headingTag(), { part: "title", tabindex: "-1" }, form.title);
  const lead = form.intro_html && h("div", { part: "text", html: form.intro_html });
  if (!form.is_open) return h("section", { part: "sign-up" }, title, h("p", { part: "note", role: "status" }, say("closed")));

  const fields = form.fields.map((question) => new Field(question, embed));
  const errors = h("div", { part: "errors", role: "alert", tabindex: "-1", "aria-labelledby": "errors", hidden: true });
  const trap = h("input", { type: "text", name: TRAP, tabindex: "-1", autocomplete: "off" });
  const says = h("p", { part: "hint", role: "status" });
  const label = form.submit_label || say("send");
  const button = h("button", { part: "button", type: "submit" }, label);
  const group = (name, ...children) => h("section", { part: "group", "aria-labelledby": name }, h(embed.headingTag(1), { id: name }, say(name)), children);
  const of = (wanted) => fields.filter((field) => wanted(field.name)).map((field) => field.element);
  const added = of((name) => !FIRST.includes(name) && !LAST.includes(name));
  const element = h("form", { novalidate: true, part: "form" },
    h("div", { part: "trap", "aria-hidden": "true" }, h("label", null, say("trap"), trap)),
    group("about", of((name) => FIRST.includes(name))),
    added.length > 0 && group("answers", added),
    group("agreement", h("div", { part: "privacy text", html: form.privacy_html }), of((name) => LAST.includes(name))),
    h("p", { part: "hint" }, say("promise", form.promise_days)),
    h("p", null, button), says,
    h("p", { part: "hint" }, h("a", { href: form.url }, say("sent_before"))));
  const section = h("section", { part: "sign-up" }, errors, title, lead,
    form.closes_at && h("p", { part: "hint" }, say("open_until").replace("%(moment)s", embed.moment(form.closes_at))), element);

  let work, sending, sent = {};
  const puzzle = () => (work ??= form.proof_of_work && solve(embed, path, says, say));
  element.addEventListener("focusin", puzzle);
  // A tab that is looked at again is not painted anew over what somebody has typed.
  embed.keeps = () => section.isConnected;

  function complain(list) {
    const known = new Map(fields.map((field) => [field.name, field]));
    for (const field of fields) field.complain(list.filter(([name]) => name === field.name).map(([, message]) => message).join(" "));
    errors.replaceChildren(
      h(embed.headingTag(1), { id: "errors" }, say("errors_title")), h("p", null, say("errors_note")),
      h("ul", null, list.map(([name, message]) => {
        const field = known.get(name);
        const words = field && !field.isBox ? `${field.label} – ${message}` : message;
        const go = (event) => { event.preventDefault(); field.focus(); };
        return h("li", null, field ? h("a", { href: `#${field.id}`, click: go }, words) : words);
      })));
    errors.hidden = !list.length;
    if (list.length) errors.focus();
  }

  async function send() {
    const answers = Object.fromEntries(fields.map((field) => [field.name, field.value]).filter(([, value]) => value !== ""));
    const same = JSON.stringify(answers);
    // The same answers again, after a connection that broke, are the same sign-up: they keep their key.
    if (sent.same !== same) sent = { same, key: newKey() };
    const proof = await puzzle();
    const body = JSON.stringify({ ...answers, [VERSION]: form.version, [TRAP]: trap.value, ...(proof && { [PROOF]: proof }) });
    if (embed.preview) return complain([["", say("preview")]]);
    const thanks = await embed.get(`${path}/submissions`, {}, {
      method: "POST", body, headers: { "Content-Type": "application/json", "Idempotency-Key": sent.key },
    });
    const heading = h(embed.headingTag(), { part: "title", tabindex: "-1" }, thanks.title || say("thanks"));
    section.replaceChildren(heading, h("p", { part: "done", role: "status" }, say("stored"), " ", say("promise", thanks.promise_days)),
      h("div", { part: "text", html: thanks.message_html }), h("p", null, say("mail")));
    embed.dispatchEvent(new CustomEvent("second-chances-sent", { bubbles: true }));
    heading.focus();
  }

  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    const wrong = fields.map((field) => [field.name, field.check(say)]).filter(([, message]) => message);
    if (wrong.length) return complain(wrong);
    complain([]);
    sending = true;
    button.ariaDisabled = "true";
    button.textContent = say("sending");
    try {
      await send();
    } catch (error) {
      work = undefined; // each answer of the puzzle is good for one form
      complain(why(error, say));
    } finally {
      sending = false;
      button.ariaDisabled = null;
      button.textContent = label;
    }
  });
  return section;
}

/** What the API said, or did not, in words for a person: pairs of a question's name ("" for all) and a message. */
function why({ status, problem }, say) {
  if (status === 422 && problem?.errors.length) return problem.errors.map(({ field, message }) => [field, message]);
  if (status === 429 && problem) return [["", problem.detail]];
  const said = { 404: "gone", 409: "closed", 410: "gone", 413: "too_large", 503: "not_stored" }[status];
  return [["", say(said ?? (status ? "not_stored" : "no_answer"))]];
}

/** Good in pages without TLS too, where there is no `randomUUID`. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The answer of a puzzle, or nothing: then the form is sent all the same, and somebody looks at it first. */
async function solve(embed, path, says, say) {
  says.textContent = say("checking");
  try {
    const [{ solve }, challenge] = await Promise.all([embed.proof(), embed.get(`${path}/challenge`, {}, { cache: "no-store" })]);
    const proof = await solve(challenge);
    says.textContent = say("checked");
    return proof;
  } catch {
    says.textContent = say("unchecked");
  }
}

/** One question. `value`: as the API takes it. */
class Field {
  constructor(question, { h, say }) {
    Object.assign(this, question, { h, say, id: `f-${question.name}`, isBox: question.kind === "checkbox" });
    const optional = !this.required && [" ", h("span", { part: "optional" }, say("optional"))];
    this.hint = this.help && h("p", { part: "hint", id: `${this.id}-help` }, this.help);
    this.error = h("p", { part: "error", id: `${this.id}-error`, hidden: true });
    const several = ["checkboxes", "radio"].includes(this.kind);
    this.inputs = several ? this.choices.map((choice, index) => this.option(choice, index)) : [this.input()];
    const [input] = this.inputs;
    if (several) {
      this.described = h("fieldset", null, h("legend", null, this.label, optional), this.hint, this.error,
        this.inputs.map((option, index) => h("div", { part: "option" }, option, h("label", { for: option.id }, this.choices[index]))));
      this.element = h("div", { part: "field" }, this.described);
    } else {
      this.described = input;
      const label = h("label", { for: this.id }, this.label, optional);
      this.element = h("div", { part: "field" }, this.isBox ? [this.error, h("div", { part: "option" }, input, label), this.hint] : [label, this.hint, this.error, input]);
    }
    this.describe();
  }

  option(choice, index) {
    const type = this.kind === "radio" ? "radio" : "checkbox";
    const checked = this.default.split("\n").includes(choice);
    return this.h("input", { type, part: "input", name: this.name, value: choice, id: `${this.id}-${index}`, checked, required: type === "radio" && this.required });
  }

  input() {
    const { h, kind, id, name, required } = this;
    const shared = { id, name, required, part: "input" };
    if (this.isBox) return h("input", { ...shared, type: "checkbox" });
    if (kind === "dropdown") {
      const options = this.choices.map((choice) => h("option", { value: choice, selected: choice === this.default }, choice));
      return h("select", shared, h("option", { value: "" }, this.say("choose")), options);
    }
    if (kind === "multiline") return h("textarea", { ...shared, rows: 5 }, this.default);
    const mode = kind === "number" && "decimal", complete = FIRST.includes(name) && name;
    return h("input", { ...shared, type: TYPES[kind] ?? "text", value: this.default, inputmode: mode, autocomplete: complete });
  }

  get value() {
    const [first] = this.inputs;
    if (this.isBox) return first.checked;
    const chosen = () => this.inputs.filter((input) => input.checked).map((input) => input.value);
    if (this.kind === "checkboxes") return chosen();
    return this.kind === "radio" ? chosen()[0] ?? "" : first.value;
  }

  /** What is wrong before anything is sent; the rest is judged where it arrives. */
  check(say) {
    const { value, required, kind, name } = this;
    const empty = value === false || value.length === 0 || (typeof value === "string" && !value.trim());
    if (required && empty) {
      const group = this.isBox ? "box" : ["checkboxes", "radio", "dropdown"].includes(kind) ? "choice" : "text";
      return [...FIRST, ...LAST].includes(name) ? say(`missing_${name}`) : say(`missing_${group}`);
    }
    return kind === "email" && !empty && !MAIL.test(value) ? say("email") : "";
  }

  complain(message) {
    this.error.replaceChildren(...(message ? [this.h("span", { part: "hidden" }, this.say("error")), " ", message] : []));
    this.error.hidden = !message;
    for (const input of this.inputs) message ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
    this.element.setAttribute("part", message ? "field field-error" : "field");
    this.describe(message);
  }

  describe(wrong) {
    const ids = [this.hint && this.hint.id, wrong && this.error.id].filter(Boolean).join(" ");
    if (ids) this.described.setAttribute("aria-describedby", ids);
    else this.described.removeAttribute("aria-describedby");
  }

  focus() { this.inputs[0].focus(); }
}
