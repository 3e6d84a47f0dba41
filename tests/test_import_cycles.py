"""No module needs, by whatever way round, a module that needs it: imports inside functions count."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def needs(package):
    graph = grimp.build_graph(package, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_the_package_has_no_import_cycle():
    found = needs("kithbook")
    assert len(found) > 100
    TopologicalSorter(found).prepare()


def test_a_cycle_of_late_imports_would_be_found(tmp_path, monkeypatch):
    room = tmp_path / "circling"
    room.mkdir()
    (room / "__init__.py").write_text("")
    (room / "one.py").write_text("from circling import two\n")
    (room / "two.py").write_text("def go():\n    from circling import one\n    return one\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(CycleError):
        TopologicalSorter(needs("circling")).prepare()
