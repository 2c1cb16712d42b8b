// “Put it on your site”: the button that copies, and a choice that shows at once. Without script both are done by hand.
for (const button of document.querySelectorAll("[data-sc-copy]")) {
  const text = document.getElementById(button.dataset.scCopy);
  const says = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      says.textContent = button.dataset.scCopied;
    } catch {
      says.textContent = button.dataset.scNotCopied;
    }
  });
}
