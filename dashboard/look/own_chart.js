/* In:  data.figure ({ data, layout } as charts.trend, charts.deciles and charts.coverage make it), data.alt.
   Out: the lines or cells as SVG, as Plotly draws them: gaps, filled bands, names at the ends, the dashed mark of 2021,
   and the point under the pointer in words. Markup of the figure is its own <b> and <br>; all words go in as textContent. */
const SVG = "http://www.w3.org/2000/svg"
const SIGNS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&amp;": "&" }
const watched = new WeakMap()

const put = (parent, tag, at, text) => {
  const el = parent.appendChild(document.createElementNS(SVG, tag))
  for (const name in at) if (at[name] !== undefined) el.setAttribute(name, at[name])
  if (text !== undefined) el.textContent = text
  return el
}

/* "a<br><b>c</b>" -> the lines of its pieces, each a text and whether it is bold. */
const pieces = text => text.split(/<br\s*\/?>/).map(line => {
  let bold = false
  return line.split(/(<\/?b>)/).flatMap(part => {
    if (part === "<b>" || part === "</b>") { bold = part === "<b>"; return [] }
    return part ? [{ text: part.replace(/&(lt|gt|quot|#x27|#39|amp);/g, sign => SIGNS[sign]), bold }] : []
  })
})

const plain = text => pieces(text)[0].map(piece => piece.text).join("")

/* The two kinds of number formats that figures use: ".1%" and ",.10~f". */
const written = (value, format) => {
  const digits = Number((format || "").match(/\.(\d+)/)?.[1] ?? 3)
  if (format?.endsWith("%")) return `${(100 * value).toFixed(digits)}%`
  return value.toLocaleString("en-US", { maximumFractionDigits: digits })
}

/* Round steps of an axis, at most some n of them: 2, 5 or 10 times a power of ten. */
const steps = ([low, high], n) => {
  const rough = (high - low) / n, power = 10 ** Math.floor(Math.log10(rough))
  const step = power * [2, 5, 10].find(m => rough / power <= m), out = []
  for (let i = Math.ceil(low / step - 1e-9) || 0; i * step <= high * (1 + 1e-9); i++) out.push(i * step)
  return out
}

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector(".frame"), said = parentElement.querySelector(".said")
  const { data: traces, layout } = data.figure
  frame.style.height = `${layout.height}px`
  const draw = () => {
    const width = frame.clientWidth
    if (width) frame.replaceChildren(chart(traces, layout, data.alt, width, frame, said))
  }
  watched.get(frame)?.disconnect()
  const watch = new ResizeObserver(draw)
  watched.set(frame, watch)
  draw()
  watch.observe(frame)
  return () => watch.disconnect()
}

function chart(traces, layout, alt, width, frame, said) {
  const { l, r, t, b } = layout.margin, { xaxis, yaxis, height, font } = layout
  const svg = document.createElementNS(SVG, "svg")
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": alt, "font-family": font.family, "font-size": font.size })) svg.setAttribute(name, value)
  const w = width - l - r, h = height - t - b, years = xaxis.tickvals
  const across = xaxis.range || [years[0] - .5, years.at(-1) + .5]
  const x = v => l + (v - across[0]) / (across[1] - across[0]) * w
  const y = v => t + h - (v - yaxis.range[0]) / (yaxis.range[1] - yaxis.range[0]) * h

  const heights = yaxis.tickvals || steps(yaxis.range, yaxis.nticks)
  heights.forEach((v, i) => {
    if (!yaxis.tickvals) put(svg, "path", { d: `M${l} ${y(v)}h${w}`, stroke: yaxis.gridcolor })
    put(svg, "text", { x: l - 1 - (yaxis.ticklabelstandoff || 0), y: y(v) + yaxis.tickfont.size * .35,
      "text-anchor": "end", fill: yaxis.tickfont.color, "font-size": yaxis.tickfont.size },
      yaxis.ticktext ? plain(yaxis.ticktext[i]) : written(v, yaxis.tickformat))
  })
  years.forEach((v, i) => put(svg, "text", { x: x(v), "text-anchor": "middle", fill: xaxis.tickfont.color,
    y: xaxis.side === "top" ? t - 4 : t + h + xaxis.tickfont.size + 3, "font-size": xaxis.tickfont.size }, xaxis.ticktext[i]))

  const points = traces[0].type === "heatmap" ? cells(svg, traces[0], x, y) : lines(svg, traces, x, y)
  for (const s of layout.shapes || []) {
    const look = { fill: "none", stroke: s.line.color, "stroke-width": s.line.width, "stroke-dasharray": s.line.dash }
    put(svg, "path", { ...look, d: s.type === "rect" ? `M${x(s.x0)} ${y(s.y0)}H${x(s.x1)}V${y(s.y1)}H${x(s.x0)}Z`
      : `M${x(s.x0)} ${t}V${t + h}` })
  }
  for (const note of layout.annotations || []) name(svg, note, x, v => note.yref === "paper" ? t + (1 - v) * h : y(v))
  hover(svg, points, layout.hoverlabel, frame, said)
  return svg
}

/* A cell a year and row, in the colour of its state; what no report is due for has none. Returns the points. */
function cells(svg, trace, x, y) {
  const points = [], { z, xgap, ygap, colorscale, customdata } = trace
  const n = colorscale.length / 2, wide = Math.abs(x(1) - x(0)), high = Math.abs(y(1) - y(0))
  z.forEach((row, i) => row.forEach((state, j) => {
    if (state === null) return
    const at = trace.x[j]
    put(svg, "rect", { x: x(at) - (wide - xgap) / 2, y: y(trace.y[i]) - (high - ygap) / 2, width: Math.max(0, wide - xgap),
      height: high - ygap, fill: colorscale[2 * Math.min(n - 1, state)][1] })
    points.push({ x: x(at), y: y(trace.y[i]), at, trace, words: customdata[i][j], wide, high })
  }))
  return points
}

function lines(svg, traces, x, y) {
  const points = []
  traces.forEach((trace, k) => {
    const runs = [[]]
    trace.x.forEach((at, i) => {
      const v = trace.y[i] ?? null
      if (v === null) { runs.push([]); return }
      runs.at(-1).push([x(at), y(v)])
      if (trace.hovertemplate) points.push({ x: x(at), y: y(v), at, v, trace })
    })
    const path = runs.filter(run => run.length).map(run => "M" + run.map(p => p.join(" ")).join("L")).join("")
    if (trace.fill === "tonexty") {
      const under = traces[k - 1].x.map((at, i) => `${x(at)} ${y(traces[k - 1].y[i])}`).reverse()
      put(svg, "path", { d: `${path}L${under.join("L")}Z`, fill: trace.fillcolor })
    }
    if (trace.line.width) {
      put(svg, "path", { d: path, class: "line", fill: "none", stroke: trace.line.color, "stroke-width": trace.line.width,
        "stroke-dasharray": trace.line.dash })
    }
    if (trace.mode.includes("markers")) {
      for (const run of runs) for (const [cx, cy] of run) {
        put(svg, "circle", { cx, cy, r: trace.marker.size / 2, fill: trace.marker.color })
      }
    }
  })
  return points
}

/* A word at its place: anchored left, right or in the middle, its middle or its top at the height told. */
function name(svg, note, x, y) {
  const size = note.font.size, text = put(svg, "text", {
    x: x(note.x) + (note.xshift || 0) + { left: 2, right: -1 }[note.xanchor] || x(note.x),
    y: y(note.y) - (note.yshift || 0) + (note.yanchor === "top" ? size + 1 : size * .36),
    "text-anchor": { left: "start", right: "end" }[note.xanchor] || "middle", fill: note.font.color, "font-size": size })
  for (const piece of pieces(note.text)[0]) {
    const part = put(text, "tspan", { "font-weight": piece.bold ? 700 : undefined }, piece.text)
    part.setAttribute("xml:space", "preserve")
  }
}

/* The cell under the pointer, or the nearest point within 20 px, in the words of its template. */
function hover(svg, points, look, frame, said) {
  const away = () => { said.hidden = true }
  svg.addEventListener("pointerleave", away)
  svg.addEventListener("pointermove", event => {
    const box = svg.getBoundingClientRect(), px = event.clientX - box.left, py = event.clientY - box.top
    const distance = p => Math.hypot(p.x - px, p.y - py)
    const near = points.find(p => p.wide && Math.abs(p.x - px) < p.wide / 2 && Math.abs(p.y - py) < p.high / 2)
      || points.reduce((best, p) => !p.wide && distance(p) < (best ? distance(best) : 20) ? p : best, null)
    if (!near) { away(); return }
    const text = near.trace.hovertemplate.replace("<extra></extra>", "")
      .replace(/%\{fullData\.name\}/g, () => near.trace.name || "").replace(/%\{x\}/g, near.at)
      .replace(/%\{customdata\[(\d)\]\}/g, (_, i) => near.words[i])
      .replace(/%\{y:([^}]*)\}/g, (_, format) => written(near.v, format))
    said.replaceChildren()
    for (const line of pieces(text)) {
      const div = said.appendChild(document.createElement("div"))
      for (const piece of line) {
        const part = div.appendChild(document.createElement(piece.bold ? "b" : "span"))
        part.textContent = piece.text
      }
    }
    Object.assign(said.style, { background: look.bgcolor, borderColor: look.bordercolor, color: look.font.color })
    said.hidden = false
    const room = frame.clientWidth - near.x - 12
    said.style.left = `${said.offsetWidth > room ? near.x - said.offsetWidth - 10 : near.x + 10}px`
    said.style.top = `${Math.max(0, near.y - said.offsetHeight / 2)}px`
  })
}
