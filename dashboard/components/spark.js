const SVG = "http://www.w3.org/2000/svg"

/* A line of values; null is a gap, never joined; a lone value is a point; the last one has an end dot. */
function spark(values, low, high, cut, spoken) {
  const W = 104, H = 28, P = 4, svg = document.createElementNS(SVG, "svg")
  const put = (tag, at) => {
    const el = svg.appendChild(document.createElementNS(SVG, tag))
    for (const name in at) el.setAttribute(name, at[name])
  }
  svg.setAttribute("viewBox", `0 0 ${W} ${H}`)
  svg.setAttribute("width", W)
  svg.setAttribute("height", H)
  if (spoken) { svg.setAttribute("role", "img"); svg.setAttribute("aria-label", spoken) }
  else svg.setAttribute("aria-hidden", "true")
  const there = values.filter(v => v !== null), end = values.length - 1
  if (!there.length) return svg
  const lo = low ?? Math.min(...there), hi = Math.max(high ?? Math.max(...there), lo)
  const x = i => end ? P + i * (W - 2 * P) / end : W / 2
  const y = v => hi > lo ? H - P - (v - lo) / (hi - lo) * (H - 2 * P) : (lo === 0 && hi === 0 ? H - P : H / 2)
  if (cut !== null && cut > 0 && cut < end) put("path", { d: `M${x(cut)} 2V${H - 2}`, class: "cut" })
  let d = "", pen = "M"
  values.forEach((v, i) => {
    if (v === null) { pen = "M"; return }
    d += `${pen}${x(i)} ${y(v)}`
    pen = "L"
    const lone = (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null
    if (lone && i !== end) put("circle", { cx: x(i), cy: y(v), r: 1.8, class: "dot" })
  })
  put("path", { d, class: "line" })
  if (values[end] !== null) put("circle", { cx: x(end), cy: y(values[end]), r: 2.8, class: "dot" })
  return svg
}

/* The reason why a cell holds no number: for who points at it, and for who hears the page. */
function tell(words, cell) {
  words.title = cell.hint
  words.setAttribute("role", "img")
  words.setAttribute("aria-label", `${cell.text} ${cell.hint}`)
}
