// The finder's choices are folded away on a telephone. Where there is room beside the list, they stand open.
if (matchMedia("(min-width: 60rem)").matches) {
  for (const choices of document.querySelectorAll("[data-sc-finder]")) choices.open = true;
}
