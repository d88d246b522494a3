"""A filter widget: bound to the link, kept over page switches, never left on a choice that is no longer offered.

In:   options as value -> text (the text is what stands in the link).
Out:  the chosen value or values.
Promise: what was chosen on one page holds on the next, also when it came from a link: Streamlit itself keeps only what
was chosen by hand. A choice that another snapshot or district does not offer falls back to the default. A link made in
another language chooses the same.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard.labels.links import elsewhere

BOUND = {"bind": "query-params", "persist_state": "session"}
_KEPT = "_kept_filters"


def choose(label: str, options: Mapping, key: str, width: int, default=None, **more):
    """One of `options`; `default` is a value among them, else the first."""
    values = list(options)
    recall(key, options)
    forget_unless(key, values)
    # The default is given also where a value is held: going back to a link without the key asks for the default.
    start = values.index(default) if default in options else 0
    return keep(key, st.selectbox(label, values, index=start, key=key, width=width, format_func=options.__getitem__,
                                  **BOUND, **more))


def choose_several(label: str, options: Mapping, key: str, width: int, placeholder: str, default=None) -> tuple:
    """Any of `options`, as `placeholder` says where none is chosen; what is no longer offered is let go."""
    recall(key, options)
    if key in st.session_state:
        st.session_state[key] = [v for v in st.session_state[key] if v in options]
    return tuple(keep(key, st.multiselect(label, list(options), key=key, width=width, placeholder=placeholder,
                                          default=default, format_func=options.__getitem__, select_all=False,
                                          **BOUND)))


def search(label: str, key: str, width: int, placeholder: str) -> str:
    """Words to look for, without the blanks around them; empty where there are none."""
    held = st.session_state.get(_KEPT, {}).get(key)
    if held and key not in st.session_state and key not in st.query_params:
        st.session_state[key] = held
    return keep(key, st.text_input(label, key=key, width=width, placeholder=placeholder, max_chars=40, **BOUND)).strip()


def chosen(key: str) -> list:
    """What a box of several holds now or held on an earlier page, before it is drawn."""
    return list(st.session_state.get(key, st.session_state.get(_KEPT, {}).get(key, ())))


def recall(key: str, options: Mapping) -> None:
    """Before the widget: set again what was chosen, unless this run brings another value by hand or by link.

    Streamlit forgets on a page switch what came from a link, since only a choice by hand is written down; a value that
    is set before its widget stays.
    """
    if _is_foreign(key, options):
        return
    held = st.session_state.get(_KEPT, {})
    if key not in held or st.session_state.get(key, held[key]) != held[key]:
        return
    chosen = held[key] if isinstance(held[key], list) else [held[key]]
    if key not in st.query_params or st.query_params.get_all(key) == [options.get(v) for v in chosen]:
        st.session_state[key] = held[key]


def _is_foreign(key: str, options: Mapping) -> bool:
    """Whether the link holds texts that are none of today's options, as after a switch of the language. What was chosen
    before stays; a link just opened is set to today's texts for the same."""
    texts, known = st.query_params.get_all(key), set(options.values())
    if not texts or known.issuperset(texts):
        return False
    if key in st.session_state:
        held = st.session_state.get(_KEPT, {}).get(key)
        if held is not None and all(v in options for v in (held if isinstance(held, list) else [held])):
            st.session_state[key] = held
        return True
    found = [t if t in known else _today(t, options) for t in texts]
    if found != texts:
        st.query_params[key] = found
        st.rerun()  # a box reads its link at the start of a run
    return False


def _today(text: str, options: Mapping) -> str:
    """The option that a text of a link in another language means: by its code (990100 …), else by its words; the text
    itself where there is none."""
    code = text.split(" ")[0]
    coded = (said for value, said in options.items() if code in (str(value), said.split(" ")[0]) and " " in said)
    words = elsewhere(text)
    return next((said for said in options.values() if said in words), None) or next(coded, text)


def tabs(label: str, names: Mapping, key: str) -> str:
    """One of several views of a page, id -> name, the first where nobody chose; nothing is drawn where there is one."""
    offered = list(names)
    forget_unless(key, offered)
    relink(key, names)
    if len(offered) == 1:
        return offered[0]
    return st.segmented_control(label, offered, key=key, format_func=names.get, default=offered[0],
                                label_visibility="collapsed", required=True, bind="query-params")


def relink(key: str, names: Mapping) -> None:
    """Before a switch of tabs, id -> name: a link that names a tab of another page is let go, one in another language
    is set to today's."""
    text = st.query_params.get(key)
    if text is None or text in names.values():
        return
    if key in st.session_state:
        st.session_state[key] = st.session_state[key]  # set by hand, so that it outlasts the text in the link
    elif meant := elsewhere(text) & set(names.values()):
        st.query_params[key] = meant.pop()
        st.rerun()
    else:
        del st.query_params[key]


def keep(key: str, value):
    """After the widget: remember its value for the next page."""
    st.session_state.setdefault(_KEPT, {})[key] = value
    return value


def forget_unless(key: str, options: list) -> None:
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]
