// <second-chances-program page="12">: one program in short; how to join stands on its own page.
export async function show(embed, options) {
  const { h, kit } = embed;
  const program = await embed.get(`programs/${parseInt(embed.getAttribute("page"), 10) || 0}`, {}, options);
  await embed.speak((embed.spoken = program.locale));
  const { say } = embed;
  const labels = (choices) => choices.map((choice) => choice.label).join(", ");
  const facts = [
    ["stages", labels(program.stages)],
    ["place", [program.place, labels(program.delivery)].filter(Boolean).join(" · ")],
    ["schedule", program.schedule],
    ["languages", labels(program.languages)],
    ["cost", [program.cost.label, program.cost_note].filter(Boolean).join(" · ")],
    ["childcare", [program.childcare.label, program.childcare_note].filter(Boolean).join(" · ")],
  ];
  return h("article", { part: "story" },
    h("p", { part: "kicker" }, program.kind.label),
    h(embed.headingTag(), { part: "title" }, h("a", { href: program.url }, program.title)),
    program.provider && h("p", { part: "by" }, program.provider.name),
    h("p", { part: "standfirst" }, program.summary),
    program.is_sample && h("p", { part: "note", role: "note" }, h("strong", null, say("sample_title")), " ", say("sample_note")),
    kit.picture(program.hero, "(min-width: 48rem) 42rem, 100vw", "picture hero", true),
    h("dl", { part: "facts" }, facts.filter(([, value]) => value).map(([name, value]) => h("div", null, h("dt", null, say(name)), h("dd", null, value)))),
    h("p", null, h("a", { part: "button", href: program.url }, say("more"))));
}
