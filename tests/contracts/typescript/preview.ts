// A preview page as Next.js has it (app/preview/page.tsx in docs/preview.md), without the framework: a function of the address
// that is asked for. Types are generated from the snapshot. Run: node built/preview.js <origin> <key> <token>.
// Says what visitors of three addresses get, one after the other, as JSON.
import type { components, operations } from "./api.js";

type Preview = operations["getPreview"]["responses"][200]["content"]["application/json"];
type Story = components["schemas"]["StoryData"];
type Expanded = operations["getStory"]["responses"][200]["content"]["application/vnd.second-chances.expanded+json"];

declare const process: { argv: string[] };
const [origin, key = "", token = ""] = process.argv.slice(2);
const api = `${origin}/api/v1`;

interface Shown {
  status: number;
  title: string;
  headers: Record<string, string>;
}

// Nothing is switched on: no cookie, no draft mode. The one page that was asked for with a token shows a draft, and no other.
async function previewPage(address: URL): Promise<Shown> {
  const headers = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };
  const answer = await fetch(`${api}/preview`, {
    cache: "no-store",
    headers: { "X-Publishable-Key": key, "X-Preview-Token": address.searchParams.get("token") ?? "" },
  });
  if (!answer.ok) {
    const problem = (await answer.json()) as components["schemas"]["ProblemData"];
    return { status: answer.status, title: problem.detail, headers };
  }
  const { document } = (await answer.json()) as Preview;
  return { status: 200, title: document.type === "story" ? `${document.title}: ${document.standfirst}` : document.title, headers };
}

async function storyPage(id: number): Promise<Shown & { linked: string[] }> {
  const answer = await fetch(`${api}/stories/${id}?expand=related&pictures=small`, { headers: { "X-Publishable-Key": key } });
  const { document, expanded } = (await answer.json()) as Expanded;
  const story: Story = document;
  return { status: answer.status, title: story.title, headers: {}, linked: expanded.map((page) => `${page.type}: ${page.title}`) };
}

const first = await previewPage(new URL(`https://www.example.org/preview?token=${token}`));
const list = (await (await fetch(`${api}/stories`, { headers: { "X-Publishable-Key": key } })).json()) as {
  items: Story[];
};
const published = await storyPage(list.items[0]?.id ?? 0);
const without = await previewPage(new URL("https://www.example.org/preview"));
console.log(JSON.stringify({ first, published, without }));
