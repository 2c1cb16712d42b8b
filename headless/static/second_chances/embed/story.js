// <second-chances-story page="12">: one story, with what its readers should know first and where they can turn.
const WIDE = "(min-width: 48rem) 42rem, 100vw";

export async function show(embed, options) {
  const { h, kit } = embed;
  const story = await embed.get(`stories/${parseInt(embed.getAttribute("page"), 10) || 0}`, {}, options);
  await embed.speak((embed.spoken = story.locale));
  const { say } = embed;
  const parts = { h, say, picture: kit.picture, heading: (text, below = 1) => h(embed.headingTag(below), null, text) };
  const topics = story.topics.map((topic) => topic.label.toLocaleLowerCase(story.locale)).join("; ");
  const lines = story.help_lines;
  const note = story.is_sample ? [h("strong", null, say("sample_title")), " ", say("sample_note")] : story.told_as === "composite" && say("composite_note");
  return h("article", { part: "story" },
    story.themes.length > 0 && h("p", { part: "kicker" }, story.themes.map((theme) => theme.name).join(" · ")),
    h(embed.headingTag(), { part: "title" }, story.url ? h("a", { href: story.url }, story.title) : story.title),
    story.standfirst && h("p", { part: "standfirst" }, story.standfirst),
    h("p", { part: "meta" }, embed.day(story.date), h("span", null, say("minutes", story.reading_minutes))),
    story.exit && h("p", { part: "exit" },
      h("a", { href: story.exit.url, rel: "noreferrer nofollow external", "aria-describedby": "exit-note" }, story.exit.label),
      h("span", { id: "exit-note" }, say("exit_note"))),
    note && h("p", { part: "note", role: "note" }, note),
    topics && h("section", { part: "topics", "aria-labelledby": "topics" },
      h(embed.headingTag(1), { id: "topics" }, say("topics_title")),
      h("p", null, say("topics"), " ", topics, ".")),
    kit.picture(story.hero, WIDE, "picture hero", true),
    h("div", { part: "body" }, story.body.map((block) => blocks[block.type]?.(block, parts))),
    lines.length > 0 && h("section", { part: "help", "aria-labelledby": "help" },
      h(embed.headingTag(1), { id: "help" }, say("help_title")),
      h("ul", { role: "list" }, lines.map((line) => h("li", null,
        h("p", null, h("strong", null, line.name)),
        line.telephone && h("p", null, h("a", { part: "telephone", href: `tel:${line.telephone.replace(/[^\d+]/g, "")}` }, line.telephone)),
        line.note && h("p", null, line.note),
        h("p", { part: "hint" },
          line.website && [h("a", { href: line.website, rel: "noopener noreferrer external" }, new URL(line.website).hostname.replace(/^www\./, "")), " · "],
          say("checked").split("%(day)s").flatMap((words, index) => (index ? [embed.day(line.checked_on), words] : words))))))));
}

const text = (html, h) => h("div", { part: "text", html });

const blocks = {
  heading: (block, { heading }) => heading(block.text),
  text: (block, { h }) => text(block.html, h),
  picture: (block, { picture }) => picture(block.picture, WIDE, "picture", true),
  gallery: (block, { h, heading, picture }) => h("section", { part: "gallery" },
    block.title && heading(block.title), h("div", null, block.pictures.map((item) => picture(item, "(min-width: 48rem) 20rem, 100vw", "picture", true)))),
  quote: (block, { h }) => h("figure", { part: "quote" },
    h("blockquote", null, h("p", null, block.text)), block.attribution && h("figcaption", null, block.attribution)),
  questions: (block, { h, heading }) => h("section", { part: "questions" }, block.title && heading(block.title),
    h("dl", null, block.questions.map((item) => [h("dt", null, item.question), h("dd", { html: item.answer_html })]))),
  timeline: (block, { h, heading }) => h("section", { part: "timeline" }, block.title && heading(block.title),
    h("ol", { role: "list" }, block.events.map((event) => h("li", null,
      h("p", { part: "hint" }, event.when), h("p", null, h("strong", null, event.title)), event.html && text(event.html, h))))),
  video: (block, { h, say, picture }) => h("section", { part: "video" }, picture(block.poster, WIDE),
    h("p", null, h("strong", null, block.title)),
    h("p", null, h("a", { part: "button", href: block.watch_url, rel: "noopener noreferrer external" }, say("watch").replace("%(host)s", block.host))),
    h("p", { part: "hint" }, say("video_note").replace("%(host)s", block.host)),
    block.transcript_html && h("details", null, h("summary", null, say("transcript")), text(block.transcript_html, h))),
  call_to_action: (block, { h }) => h("aside", { part: "action", "aria-label": block.title },
    h("p", null, h("strong", null, block.title)), block.text && h("p", null, block.text),
    h("p", null, h("a", { part: "button", href: block.url }, block.label))),
};
