/* What a page needs before it goes to paper, since nothing is drawn anew for it: Plotly's charts are given a viewBox, so
   that the style sheet can make them as wide as the paper; of a dark page every colour becomes its twin of the light one.
   Both are taken back afterwards. */
const PAPER_COLOURS = ["color", "background-color", "fill", "stroke", "border-top-color", "border-right-color",
  "border-bottom-color", "border-left-color"]

function paper(data) {
  window.disclosurePaper ??= beginPaper()
  window.disclosurePaper.light = data.light
}

function beginPaper() {
  const told = {}
  let undo = []
  const written = hex => `rgb(${[1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16)).join(", ")})`
  const brightness = rgb => rgb.match(/[\d.]+/g).slice(0, 3).reduce((sum, v, i) => sum + v * [.299, .587, .114][i], 0)

  const everything = function* (root) {
    for (const el of root.querySelectorAll("*")) {
      yield el
      if (el.shadowRoot) yield* everything(el.shadowRoot)
    }
  }
  /* The bar or square that a word of a chart stands upon, if any. */
  const beneath = text => text.closest(".point")?.querySelector("path") || [...text.ownerSVGElement.querySelectorAll("rect")]
    .find(r => ["x", "y"].every((at, i) => {
      const from = Number(r.getAttribute(at)), along = Number(text.getAttribute(at)) - from
      return along > 0 && along < Number(r.getAttribute(["width", "height"][i])) + 4
    }))

  const lighten = pairs => {
    const twin = new Map(pairs.map(([dark, light]) => [written(dark), written(light)]))
    const changes = []
    for (const el of everything(document)) {
      const has = getComputedStyle(el)
      for (const name of PAPER_COLOURS) {
        let light = twin.get(has[name])
        if (name === "fill" && light && el.matches("text, tspan")) {
          const on = beneath(el.closest("text")), ground = on && twin.get(getComputedStyle(on).fill)
          if (ground) light = brightness(ground) > 115 ? "rgb(16, 22, 29)" : "rgb(255, 255, 255)"
        }
        if (light) changes.push([el, name, light])
      }
    }
    for (const [el, name, light] of changes) {
      const was = el.getAttribute("style")
      undo.push(() => was === null ? el.removeAttribute("style") : el.setAttribute("style", was))
      el.style.setProperty(name, light, "important")
    }
  }

  window.addEventListener("beforeprint", () => {
    for (const svg of document.querySelectorAll(".stPlotlyChart .main-svg")) {
      const [wide, high] = ["width", "height"].map(name => svg.getAttribute(name)), box = svg.closest(".svg-container")
      svg.setAttribute("viewBox", `0 0 ${wide} ${high}`)
      box.style.setProperty("--as-drawn", `${wide} / ${high}`)
      box.style.setProperty("--drawn-wide", `${wide}px`)
      undo.push(() => svg.removeAttribute("viewBox"))
    }
    if (told.light) lighten(told.light)
  })
  window.addEventListener("afterprint", () => {
    for (const back of undo.reverse()) back()
    undo = []
  })
  return told
}
