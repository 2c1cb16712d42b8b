// What a front end does with the API, with nothing but types that were generated from its snapshot (api.d.ts).
// Compiled under `strict`, then run: node built/client.js <origin> <number of a form>. Says what it saw, as JSON.
import type { components, operations } from "./api.js";

type Story = components["schemas"]["StoryData"];
type Block = Story["body"][number];
type Problem = components["schemas"]["ProblemData"];
type Answer<Name extends keyof operations> = operations[Name]["responses"] extends {
  200: { content: { "application/json": infer Body } };
}
  ? Body
  : never;

declare const process: { argv: string[] };

// Each kind of block has fields of its own; one that nobody thought of does not compile.
function wordsOf(block: Block): string {
  switch (block.type) {
    case "heading":
      return block.text;
    case "text":
      return block.html;
    case "picture":
      return `${block.picture.alt} ${block.picture.renditions.map((file) => `${file.url} ${file.width}w`).join()}`;
    case "gallery":
      return block.pictures.map((picture) => picture.credit).join();
    case "quote":
      return `${block.text} (${block.attribution})`;
    case "questions":
      return block.questions.map((item) => item.question + item.answer_html).join();
    case "timeline":
      return block.events.map((event) => event.when + event.title).join();
    case "video":
      return block.watch_url + (block.poster?.alt ?? "");
    case "call_to_action":
      return block.label + (block.page?.url ?? block.url);
    default:
      return unheardOf(block);
  }
}

function unheardOf(value: never): never {
  throw new Error(`There is no case for ${JSON.stringify(value)}`);
}

function whereIs(found: Answer<"resolve">): string {
  switch (found.type) {
    case "page":
      return found.document.type === "story" ? found.document.standfirst : found.document.title;
    case "redirect":
      return found.location;
    case "gone":
      return "gone";
    default:
      return unheardOf(found);
  }
}

// The kinds of a form's fields are an enumeration.
const inputs: Record<components["schemas"]["QuestionData"]["kind"], string> = {
  singleline: "text",
  multiline: "textarea",
  email: "email",
  number: "number",
  url: "url",
  checkbox: "checkbox",
  checkboxes: "checkbox",
  dropdown: "select",
  radio: "radio",
  date: "date",
  datetime: "datetime-local",
};

const [origin, form] = process.argv.slice(2);

async function get<Name extends keyof operations>(
  path: string,
  query: NonNullable<operations[Name]["parameters"]["query"]>,
): Promise<Answer<Name>> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, String(item));
  }
  const response = await fetch(`${origin}/api/v1${path}?${parameters}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${((await response.json()) as Problem).detail}`);
  return (await response.json()) as Answer<Name>;
}

const titles: string[] = [];
const blocks: string[] = [];
let cursor: string | null = null;
do {
  const page: Answer<"listStories"> = await get<"listStories">("/stories", {
    limit: 2,
    sort: "title",
    facets: ["theme"],
    ...(cursor === null ? {} : { cursor }),
  });
  for (const story of page.items) {
    titles.push(story.title);
    blocks.push(...story.body.map((block) => `${block.type}: ${wordsOf(block)}`));
  }
  cursor = page.next;
} while (cursor !== null);

const found = await get<"search">("/search", { q: "bread" });
const front = await get<"resolve">("/resolve", { path: "/en/" });
const forms = await get<"listForms">("/forms", {});

type Sent = operations["sendForm"]["requestBody"]["content"]["application/json"];
const answers: Sent = { name: "Ana Sample", email: "ana@example.org", is_adult: true, agrees_to_privacy: true };
const send = (body: Sent) =>
  fetch(`${origin}/api/v1/forms/${form}/submissions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": "one-of-ours" },
    body: JSON.stringify(body),
  });
const first = (await (await send(answers)).json()) as components["schemas"]["SubmissionData"];
const again = (await (await send(answers)).json()) as components["schemas"]["SubmissionData"];
const refused = (await (await send({ ...answers, email: "ana" })).json()) as Problem;

console.log(
  JSON.stringify({
    titles,
    blocks,
    found: found.items.map((hit) => hit.title_html),
    front: whereIs(front),
    inputs: forms.items.flatMap((item) => item.fields.map((question) => inputs[question.kind])),
    sameId: first.id === again.id,
    refused: refused.errors.map((error) => error.field),
  }),
);
