/* In:  data.columns, data.rows, data.by, data.down, data.cut, data.label.   Out: trigger "picked" = the id of a row.
   The order a reader chose stays through redraws; it is kept by the place the table stands in. */
const chosen = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  table.setAttribute("aria-label", data.label || "")

  const compare = (p, q) => typeof p === "number" && typeof q === "number" ? p - q : String(p).localeCompare(String(q), "zh")
  const ordered = ({ by, down }) => by === null ? data.rows : [...data.rows].sort((a, b) => {
    const p = a.cells[by].sort, q = b.cells[by].sort
    if (p === null || q === null) return (p === null) - (q === null)
    return compare(p, q) * (down ? -1 : 1)
  })

  const head = (order) => {
    const part = table.appendChild(document.createElement("thead"))
    if (data.columns.some(c => c.group)) {
      const groups = part.appendChild(document.createElement("tr"))
      let last = null
      for (const column of data.columns) {
        if (last && column.group === last.textContent) { last.colSpan += 1; continue }
        last = groups.appendChild(document.createElement("th"))
        last.textContent = column.group
        last.className = column.group ? "group" : ""
        last.scope = "colgroup"
      }
    }
    const row = part.appendChild(document.createElement("tr"))
    data.columns.forEach((column, j) => {
      const th = row.appendChild(document.createElement("th"))
      th.className = column.kind
      th.scope = "col"
      if (!column.sortable || column.kind === "spark" || column.kind === "of") { th.textContent = column.title; return }
      const here = j === order.by, button = th.appendChild(document.createElement("button"))
      button.type = "button"
      button.title = column.hint
      button.textContent = column.title + (here ? (order.down ? " ↓" : " ↑") : "")
      th.setAttribute("aria-sort", here ? (order.down ? "descending" : "ascending") : "none")
      button.onclick = () => {
        draw({ by: j, down: here ? !order.down : column.kind !== "text" })
        table.querySelectorAll("thead tr:last-child th")[j].querySelector("button").focus()
      }
    })
  }

  const draw = (order) => {
    chosen.set(parentElement, order)
    table.replaceChildren()
    head(order)
    const body = table.appendChild(document.createElement("tbody"))
    for (const row of ordered(order)) {
      const tr = body.appendChild(document.createElement("tr")), can = row.href !== null || row.id !== null
      const open = event => {
        if (row.href === null) { setTriggerValue("picked", row.id); return }
        if (!isPlain(event)) return
        event.preventDefault()
        follow(row.href)
      }
      row.cells.forEach((cell, j) => {
        const column = data.columns[j], el = tr.appendChild(document.createElement(j ? "td" : "th"))
        el.className = column.kind
        if (!j) el.scope = "row"
        if (cell.values.length) { el.append(spark(cell.values, column.low, column.high, data.cut, cell.spoken)); return }
        const words = el.appendChild(document.createElement(j || !can ? "span" : row.href === null ? "button" : "a"))
        words.textContent = cell.text
        if (cell.faint) words.className = "faint"
        if (words.tagName === "BUTTON") words.type = "button"
        if (words.tagName === "A") words.href = row.href
        if (cell.small) el.appendChild(document.createElement("small")).textContent = cell.small
      })
      if (can) { tr.className = "open"; tr.onclick = open }
    }
  }

  draw(chosen.get(parentElement) ?? { by: data.by, down: data.down })
}
