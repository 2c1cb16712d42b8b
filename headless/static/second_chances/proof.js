// The proof of work of a form (ALTCHA's protocol, volunteers/proof_of_work.py): begins at the first touch, and at Send at
// the latest; Send waits for it. Whatever fails here, the form can be sent: it then comes without a proof.
// `solve` serves forms on other sites, too (embed/sign-up.js). No worker: browsers derive keys away from the page's own thread.
const GIVE_UP = 60_000; // milliseconds

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function solve(challenge) {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const method = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  const password = bytes(nonce + "00000000");
  const last = new DataView(password.buffer, password.length - 4);
  const end = performance.now() + GIVE_UP;
  for (let counter = 0; performance.now() < end; counter++) {
    last.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(await crypto.subtle.deriveBits(method, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  }
  throw new Error("Too slow");
}

async function another() {
  const page = await (await fetch(location.href, { cache: "no-store" })).text();
  return new DOMParser().parseFromString(page, "text/html").querySelector("[data-sc-proof]").dataset.scProof;
}

for (const place of document.querySelectorAll("[data-sc-proof]")) {
  const form = place.closest("form");
  const status = place.querySelector("[role=status]");
  const { scProof, scField, scChecking, scChecked, scUnchecked } = place.dataset;
  let used, work, proof, done, waiting;

  async function run() {
    status.textContent = scChecking;
    try {
      proof = await solve(JSON.parse(used ? await another() : scProof));
      status.textContent = scChecked;
    } catch {
      status.textContent = scUnchecked;
    }
    done = true;
  }
  const begin = () => (work ??= run());

  form.addEventListener("focusin", begin);
  // In the capture phase: form.js must not take a sending that waits for one that went.
  form.addEventListener("submit", async (event) => {
    if (done || !form.requestSubmit) {
      used = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    waiting = true;
    await begin();
    form.requestSubmit(event.submitter);
  }, { capture: true });
  form.addEventListener("formdata", ({ formData }) => proof && formData.set(scField, proof));

  // Back after sending: a proof counts once. Loading the page anew would lose what was typed.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !used) return;
    work = proof = done = waiting = undefined;
    status.textContent = "";
  });
}
