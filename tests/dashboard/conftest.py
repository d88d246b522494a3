"""The data roots every dashboard test stands on, made once a session."""

import pytest

from tests.dashboard import planted, worlds


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory):
    """A demonstration of 24 agencies, 2019 to 2025."""
    return worlds.full(tmp_path_factory.mktemp("demo") / "root", 24)


@pytest.fixture(scope="session")
def single_root(tmp_path_factory):
    return worlds.single(tmp_path_factory.mktemp("single") / "root")


@pytest.fixture(scope="session")
def empty_root(tmp_path_factory):
    return worlds.empty(tmp_path_factory.mktemp("empty") / "root")


@pytest.fixture(scope="session")
def planted_root(tmp_path_factory):
    """A demonstration with one agency far out, and its agency_id."""
    return planted.root(tmp_path_factory.mktemp("planted") / "root")


@pytest.fixture
def shown(monkeypatch):
    """shown(root): what this process serves from now on, with nothing kept from another root."""
    import streamlit as st

    def show(root):
        monkeypatch.setenv("DISCLOSURE_DATA", str(root))
        st.cache_data.clear()
        st.cache_resource.clear()
        return root

    return show
