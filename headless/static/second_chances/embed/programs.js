// <second-chances-programs stage="after-release" limit="6">: programs, as cards.
export async function show(embed, options) {
  const fields = "title,summary,is_sample,kind,stages,provider,place,card";
  const { list, card } = embed.kit;
  return list(embed, "programs", { stage: embed.getAttribute("stage"), fields }, (program) => card(embed, program, {
    kicker: program.kind.label,
    by: program.provider?.name,
    text: program.summary,
    meta: [
      ...program.stages.map((stage) => embed.h("span", { part: "tag" }, stage.label)),
      program.place && embed.h("span", null, program.place),
    ],
  }), options);
}
