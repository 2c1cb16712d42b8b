// <second-chances-stories theme="work" limit="6">: the newest stories, as cards.
export async function show(embed, options) {
  const fields = "title,standfirst,date,reading_minutes,is_sample,told_as,themes,card";
  const { list, card } = embed.kit;
  return list(embed, "stories", { theme: embed.getAttribute("theme"), fields }, (story) => card(embed, story, {
    kicker: story.themes.map((theme) => theme.name).join(" · "),
    text: story.standfirst,
    meta: [
      embed.day(story.date),
      embed.h("span", null, embed.say("minutes", story.reading_minutes)),
      story.told_as === "composite" && embed.h("span", { part: "tag" }, embed.say("composite")),
    ],
  }), options);
}
