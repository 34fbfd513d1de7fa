(function () {
  "use strict";
  var form = document.querySelector("form.search");
  if (!form) return;
  var input = form.querySelector("input"), found = document.getElementById("found");
  var shelves = Array.from(document.querySelectorAll(".shelf")).filter(function (each) { return each.querySelector(".list"); });
  function plain(text) { return text.toLocaleLowerCase().replace(/ё/g, "е").replace(/\s+/g, " ").trim(); }
  shelves.forEach(function (shelf) {
    shelf.lines = Array.from(shelf.querySelectorAll(".list tbody tr"));
    shelf.lines.forEach(function (line) {
      line.words = plain(line.textContent);
      line.values = Array.from(line.children).map(function (cell) { return plain(cell.textContent); });
    });
    shelf.selects = Array.from(shelf.querySelectorAll("select"));
  });
  function sift() {
    var words = plain(input.value).split(" "), seen = 0, all = 0;
    shelves.forEach(function (shelf) {
      var here = 0;
      shelf.lines.forEach(function (line) {
        var shown = words.every(function (word) { return line.words.indexOf(word) >= 0; }) &&
          shelf.selects.every(function (select) { return !select.value || line.values[Number(select.dataset.place)] === plain(select.value); });
        line.hidden = !shown;
        here += shown ? 1 : 0;
      });
      shelf.querySelector(".none").hidden = here > 0;
      seen += here; all += shelf.lines.length;
    });
    found.textContent = seen + " / " + all;
  }
  form.hidden = false;
  document.querySelectorAll(".filters").forEach(function (each) { each.hidden = false; });
  document.querySelectorAll("select").forEach(function (each) { each.addEventListener("change", sift); });
  input.addEventListener("input", sift);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () {
    document.querySelectorAll("select").forEach(function (each) { each.value = ""; });
    setTimeout(function () { sift(); input.focus(); });
  });
  sift();
})();
