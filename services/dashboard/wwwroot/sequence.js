// Tells the page which message of a sequence diagram was chosen, by a click or by the keyboard.
export function listen(element, page) {
  const choose = (event) => {
    const message = event.target.closest("[data-number]");
    if (message && (event.type === "click" || event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      page.invokeMethodAsync("ChooseAsync", Number(message.dataset.number));
    }
  };
  element.addEventListener("click", choose);
  element.addEventListener("keydown", choose);
  return {
    stop() {
      element.removeEventListener("click", choose);
      element.removeEventListener("keydown", choose);
    },
  };
}
