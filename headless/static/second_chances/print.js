// A button that prints the page. Without script, browsers have one of their own.
for (const button of document.querySelectorAll("[data-sc-print]")) {
  button.addEventListener("click", () => window.print());
}
