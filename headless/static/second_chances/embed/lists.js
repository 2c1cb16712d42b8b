// <second-chances-stories theme="work" limit="6"> and <second-chances-programs stage="after-release">: lists, as cards.
const LISTS = {
  stories: {
    facet: "theme",
    fields: "title,standfirst,date,reading_minutes,is_sample,told_as,themes,card",
    card: (embed, story) => ({
      kicker: story.themes.map((theme) => theme.name).join(" · "),
      text: story.standfirst,
      meta: [
        embed.day(story.date),
        embed.h("span", null, embed.say("minutes", story.reading_minutes)),
        story.told_as === "composite" && embed.h("span", { part: "tag" }, embed.say("composite")),
      ],
    }),
  },
  programs: {
    facet: "stage",
    fields: "title,summary,is_sample,kind,stages,provider,place,card",
    card: (embed, program) => ({
      kicker: program.kind.label,
      by: program.provider?.name,
      text: program.summary,
      meta: [
        ...program.stages.map((stage) => embed.h("span", { part: "tag" }, stage.label)),
        program.place && embed.h("span", null, program.place),
      ],
    }),
  },
};

export async function show(embed, options) {
  const { facet, fields, card: parts } = LISTS[embed.embed];
  return list(embed, embed.embed, { [facet]: embed.getAttribute(facet), fields }, (item) => card(embed, item, parts(embed, item)), options);
}

/** A list with a button for more. `card(item)` makes what stands in one row. */
async function list(embed, path, parameters, card, options) {
  const { h } = embed;
  const language = (embed.spoken = embed.language);
  const asked = { ...parameters, locale: language, limit: Math.min(Math.max(parseInt(embed.getAttribute("limit"), 10) || 6, 1), 100) };
  const [found] = await Promise.all([embed.get(path, asked, options), embed.speak(language)]);
  const says = h("p", { part: "status", role: "status" });
  const rows = h("ul", { part: "list", role: "list", "aria-label": embed.getAttribute("heading") ? null : embed.say("name") });
  const more = h("button", { part: "button more", type: "button" }, embed.say("more"));
  let next = found.next;
  const add = (items) => items.map((item) => {
    const row = h("li", null, card(item));
    rows.append(row);
    return row;
  });
  more.addEventListener("click", async () => {
    if (more.ariaDisabled) return;
    more.ariaDisabled = "true";
    try {
      const page = await embed.get(path, { ...asked, cursor: next });
      const [first] = add(page.items);
      next = page.next;
      says.textContent = embed.say("added", page.items.length);
      more.hidden = !next;
      first?.querySelector("a")?.focus();
    } catch {
      says.textContent = embed.say("failed");
    } finally {
      more.ariaDisabled = null;
    }
  });
  more.hidden = !next;
  add(found.items);
  const heading = embed.getAttribute("heading");
  return h("section", null,
    heading && h(`h${Math.max(embed.level - 1, 2)}`, { part: "heading" }, heading),
    found.items.length ? rows : h("p", { part: "note" }, embed.say("nothing")), says, more);
}

/** A card in a list. */
function card(embed, item, { kicker, by, text, meta }) {
  const { h } = embed;
  return h("article", { part: item.card ? "card" : "card card-words" },
    embed.kit.picture(item.card, "(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 100vw"),
    h("div", { part: "card-text" },
      kicker && h("p", { part: "kicker" }, kicker),
      h(embed.headingTag(), { part: "title" }, h("a", { href: item.url }, item.title)),
      by && h("p", { part: "by" }, by),
      h("p", { part: "standfirst" }, text),
      h("p", { part: "meta" }, item.is_sample && h("span", { part: "tag sample" }, embed.say("sample")), meta)));
}
