// For a front end's preview page: Wagtail's user bar with its content checks, for the draft that is shown there.
//
//   <script src="https://cms.example.org/static/second_chances/preview.js" defer
//           data-api="https://cms.example.org/api/v1/" data-key="pk_…"></script>
//
// A classic script: it needs no leave (CORS) where the file lies. It reads the token from the page's address, and does nothing
// for readers, who come without one.
(() => {
  const here = document.currentScript;
  const query = new URLSearchParams(location.search);
  const token = here.dataset.token || query.get("token");
  if (!token || document.querySelector("wagtail-userbar")) return;

  const address = new URL("preview/user-bar", here.dataset.api);
  const inPanel = query.get("in_preview_panel") === "true" && window.top !== window;
  address.searchParams.set("in_preview_panel", String(inPanel));

  const show = (html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const template = parsed.querySelector("#wagtail-userbar-template");
    if (!template) return; // an editor who may not enter the admin any more
    // What the admin's own styles name by a path is there, not here.
    for (const link of template.content.querySelectorAll("link[href^='/']")) {
      link.setAttribute("href", new URL(link.getAttribute("href"), address));
    }
    document.body.append(document.importNode(template, true), document.createElement("wagtail-userbar"));
    for (const named of parsed.querySelectorAll("script[src]")) {
      const script = document.createElement("script");
      script.src = new URL(named.getAttribute("src"), address);
      script.async = false; // one after the other
      document.body.append(script);
    }
  };

  fetch(address, {
    headers: { "X-Publishable-Key": here.dataset.key, "X-Preview-Token": token },
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
  })
    .then((answer) => (answer.ok ? answer.text().then(show) : undefined))
    // Without the bar, the draft is still to be read.
    .catch((error) => console.warn("The user bar could not be loaded.", error));
})();
