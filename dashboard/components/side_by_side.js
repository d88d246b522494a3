function put(parent, name, text) {
  const element = parent.appendChild(document.createElement(name))
  if (text !== undefined) element.textContent = text
  return element
}

function aloud(parent, text) {
  put(parent, "span", text).className = "said"
}

export default function ({ data, parentElement }) {
  const pair = parentElement.querySelector(".pair")
  pair.replaceChildren()
  data.sides.forEach((side, at) => {
    const section = put(pair, "section")
    put(section, "h3", side.title)
    const link = put(section, "a", side.link)
    link.href = side.href
    link.onclick = (event) => {
      if (!isPlain(event)) return
      event.preventDefault()
      follow(link.href)
    }
    const text = put(section, "p")
    let mark = null
    for (const piece of side.pieces) {
      if (piece.kind !== "shared") {
        mark = null
        const words = put(text, "span")
        if (piece.kind) words.className = piece.kind
        if (piece.kind) aloud(words, data.said.everyday)
        words.append(piece.text)
        continue
      }
      if (!mark || mark.dataset.n !== String(piece.n)) {
        mark = put(text, "mark")
        mark.dataset.n = piece.n
        mark.tabIndex = 0
        put(mark, "sup", piece.n).ariaHidden = "true"
        aloud(mark, data.said.shared.replace("{n}", piece.n))
        const own = mark
        own.onclick = () => meet(pair, own, at)
        own.onkeydown = (event) => {
          if (event.key !== "Enter" && event.key !== " ") return
          event.preventDefault()
          meet(pair, own, at)
        }
      }
      if (piece.is_changed) {
        const number = put(mark, "b", piece.text)
        aloud(number, data.said.changed)
      } else mark.append(piece.text)
    }
  })
}

/* Show both halves of a passage: the other one comes into view. */
function meet(pair, mark, at) {
  for (const other of pair.querySelectorAll("mark")) other.classList.toggle("on", other.dataset.n === mark.dataset.n)
  const there = pair.children[1 - at].querySelector(`mark[data-n="${mark.dataset.n}"]`)
  if (there) there.scrollIntoView({ block: "nearest", behavior: "smooth" })
}
