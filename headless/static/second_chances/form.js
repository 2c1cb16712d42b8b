// What script adds to a form that works without it: focus on the list of errors, and no second sending by a second click.
document.getElementById("error-summary")?.focus();

for (const form of document.querySelectorAll("[data-sc-form]")) {
  const button = form.querySelector("button[type=submit]");
  const label = button.textContent;
  // A browser that remembers what stood in a form would bring back the token of an earlier copy.
  for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.value = hidden.defaultValue;

  function release() {
    delete form.dataset.sent;
    button.removeAttribute("aria-disabled");
    button.textContent = label;
  }

  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.scSending;
    // Whoever stops the sending must be able to start it again; sent twice, it is stored once.
    setTimeout(release, 10_000);
  });

  // Coming back by the browser's back button shows the page as it was left.
  window.addEventListener("pageshow", release);
}
