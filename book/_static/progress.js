// What a reader has read and solved. It stays in this browser and can be erased on the home page.

(() => {
  const READ = "dlnotes-read:";
  const ANSWERS = "dlnotes:";
  const CODE = "dlnotes-code";
  const chapter = document.querySelector(".dl-header");

  function keys(start) {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(start)); } catch { return []; }
  }

  const isRead = (path) => keys(READ + path).includes(READ + path);

  // A check after each link to a chapter that was read.
  function markLinks() {
    const places = ".bd-links a, .dl-cards a, .dl-levels a, .dl-paths a, .dl-facts a";
    for (const link of document.querySelectorAll(places)) {
      const here = link.hash || link.getAttribute("href") === "#";
      link.classList.toggle("dl-read", isRead(here ? "" : link.pathname));
    }
  }

  // One button at the head of a chapter and one at its end.
  function addButtons() {
    const places = [chapter.querySelector(".dl-reading"), document.querySelector(".dl-closing")];
    const buttons = places.map((place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dl-button";
      button.addEventListener("click", toggle);
      place?.append(button);
      return button;
    });
    const show = () => buttons.forEach((button) => {
      button.textContent = isRead(location.pathname) ? "✓ Read: take the mark back" : "Mark as read";
    });
    function toggle() {
      if (isRead(location.pathname)) localStorage.removeItem(READ + location.pathname);
      else localStorage.setItem(READ + location.pathname, "1");
      show();
      markLinks();
    }
    show();
  }

  function showTotals(box) {
    const cards = [...document.querySelectorAll(".dl-cards li")];
    const paths = cards.map((card) => card.querySelector(".dl-title a").pathname);
    const read = paths.filter(isRead).length;
    const solved = paths.reduce((sum, path) => sum + keys(`${ANSWERS}${path}:`).length, 0);
    const questions = cards.reduce((sum, card) => sum + Number(card.dataset.questions), 0);
    box.hidden = !read && !solved;
    const words = `You have read ${read} of ${cards.length} chapters and solved ${solved} of ${questions} questions. `;
    const erase = document.createElement("button");
    erase.type = "button";
    erase.className = "dl-button";
    erase.textContent = "Erase what this browser remembers";
    erase.addEventListener("click", () => {
      for (const key of [...keys(READ), ...keys(ANSWERS), ...keys(CODE)]) localStorage.removeItem(key);
      markLinks();
      box.replaceChildren("Erased.");
    });
    box.replaceChildren(words, erase);
  }

  try { localStorage.length; } catch { return; }
  if (chapter) addButtons();
  const totals = document.querySelector(".dl-progress");
  if (totals) showTotals(totals);
  markLinks();
})();
