(function () {
  "use strict";
  var form = document.querySelector("form.search"), input = document.getElementById("search");
  var found = document.getElementById("found"), hits = document.getElementById("hits"), most = 30;
  function plain(text) { return text.toLocaleLowerCase().replace(/ё/g, "е").replace(/\s+/g, " ").trim(); }
  // a section is a heading and what follows it, up to the next heading
  var sections = [];
  Array.from(document.getElementById("main").children).forEach(function (each) {
    if (/^H[1-3]$/.test(each.tagName)) sections.push({ id: each.id, title: each.textContent.trim(), words: plain(each.textContent), own: plain(each.textContent) });
    else if (sections.length) sections[sections.length - 1].words += " " + plain(each.textContent);
  });
  function sift() {
    var words = plain(input.value).split(" ").filter(Boolean);
    hits.textContent = "";
    if (!words.length) { found.textContent = ""; return; }
    function holds(text) { return words.every(function (word) { return text.indexOf(word) >= 0; }); }
    var kept = sections.filter(function (each) { return holds(each.words); });
    kept.sort(function (a, b) { return (holds(b.own) ? 1 : 0) - (holds(a.own) ? 1 : 0); });
    found.textContent = kept.length ? String(kept.length) : found.dataset.none;
    kept.slice(0, most).forEach(function (each) {
      var link = document.createElement("a"), line = document.createElement("li");
      link.href = "#" + each.id; link.textContent = each.title;
      line.appendChild(link); hits.appendChild(line);
    });
  }
  form.hidden = false;
  input.addEventListener("input", sift);
  form.addEventListener("submit", function (event) { event.preventDefault(); var first = hits.querySelector("a"); if (first) first.click(); });
})();
