// A front end that keeps what it has fetched until a webhook says otherwise, as Next.js does with `next: { tags }` and
// `revalidateTag` (docs/webhooks.md), without the framework. Messages are judged by the verifier of Standard Webhooks.
// Run: WEBHOOK_SECRET=whsec_… node built/webhook.js <origin> <key> <port>. Says that it listens; ends with its input.
import { createServer } from "node:http";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { operations } from "./api.js";

type Page = operations["getPage"]["responses"][200]["content"]["application/json"];

interface Happened {
  type: string;
  timestamp: string;
  data: { tags?: string[]; complete?: boolean };
}

const [origin, key = "", port] = process.argv.slice(2);
const webhook = new Webhook(process.env["WEBHOOK_SECRET"] ?? "");

// --- The data cache, in small -----------------------------------------------------------------------------------------

interface Kept {
  status: number;
  document: Page | undefined;
  tags: string[];
}

const kept = new Map<string, Kept>();
const counts = { fetched: 0, taken: 0, again: 0, refused: 0 };

async function fetchPage(id: string): Promise<Kept> {
  const there = kept.get(id);
  if (there) return there;
  counts.fetched++;
  const answer = await fetch(`${origin}/api/v1/pages/${id}`, { headers: { "X-Publishable-Key": key } });
  const document = answer.ok ? ((await answer.json()) as Page) : undefined;
  const fresh = { status: answer.status, document, tags: answer.headers.get("Cache-Tag")?.split(/[, ]+/) ?? [] };
  if (answer.ok) kept.set(id, fresh);
  return fresh;
}

function revalidate(tags: string[] | undefined): void {
  for (const [id, { tags: its }] of kept) if (!tags || its.some((tag) => tags.includes(tag))) kept.delete(id);
}

// --- app/api/revalidate/route.ts --------------------------------------------------------------------------------------

const seen = new Set<string>();

async function POST(request: Request): Promise<Response> {
  const body = await request.text(); // as it came: a signature is of bytes, not of what they mean
  let happened: Happened;
  try {
    happened = webhook.verify(body, Object.fromEntries(request.headers)) as Happened;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    counts.refused++;
    return new Response(error.message, { status: 401 });
  }
  const id = request.headers.get("webhook-id") ?? "";
  counts[seen.has(id) ? "again" : "taken"]++; // a message may come twice, and to forget twice does no harm
  seen.add(id);
  revalidate(happened.data.complete === false ? undefined : happened.data.tags);
  return new Response(null, { status: 204 });
}

// --- app/pages/[id]/page.tsx -----------------------------------------------------------------------------------------

async function GET(request: Request): Promise<Response> {
  const { status, document } = await fetchPage(new URL(request.url).pathname.split("/").pop() ?? "");
  return Response.json({ status, title: document?.title ?? "", ...counts });
}

// --- What the framework does around them ------------------------------------------------------------------------------

createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = "GET", url = "/" } = incoming;
  const request = new Request(`http://127.0.0.1:${port}${url}`, {
    method,
    headers: incoming.headers as Record<string, string>,
    ...(method === "POST" ? { body: Buffer.concat(chunks) } : {}),
  });
  const answer = await (method === "POST" ? POST(request) : GET(request));
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}).listen(Number(port), "127.0.0.1", () => console.log("listens"));
process.stdin.resume().on("end", () => process.exit());
