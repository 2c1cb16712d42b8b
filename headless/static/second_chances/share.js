// What script adds to the ways of sharing: the device's own, and copying the address. Without it the links remain.
for (const row of document.querySelectorAll("[data-sc-share]")) {
  const says = row.querySelector("[role=status]");
  const [copy, send, print] = ["copy", "send", "print"].map((name) => row.querySelector(`[data-sc-${name}]`));
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
      says.textContent = row.dataset.scCopied;
    } catch {
      // Refused by the browser: there it stands, to be copied by hand.
      says.textContent = url;
    }
  });

  send.hidden = !navigator.share;
  send.addEventListener("click", () => {
    // Rejected when the reader thinks better of it, which is no error.
    navigator.share({ title: row.dataset.scShare, url }).catch(() => {});
  });

  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
