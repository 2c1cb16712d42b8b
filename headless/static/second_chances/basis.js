// Shows the fields of the chosen kind of basis only. Without script all are there, and only the chosen kind's count.
for (const form of document.querySelectorAll("[data-sc-basis]")) {
  const parts = form.querySelectorAll("[data-sc-kind]");

  const show = () => {
    const kind = form.querySelector("input[name=kind]:checked")?.value;
    for (const part of parts) {
      part.hidden = part.dataset.scKind !== kind;
    }
  };

  form.addEventListener("change", show);
  show();
}
