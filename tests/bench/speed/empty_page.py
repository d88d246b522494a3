"""The least a Streamlit page can be: one word. What a first chart is measured against."""

import streamlit as st

st.write("x")
