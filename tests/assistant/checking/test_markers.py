"""Markers are read, dropped and set."""

from assistant.checking.markers import markers, with_markers, without_markers


def test_markers():
    assert markers("A [1][3]. B [2, 4].") == (1, 3, 2, 4)
    assert markers("Nothing [sic] here [a].") == ()
    assert without_markers("The dam broke [1][2].") == "The dam broke."
    assert with_markers("The dam broke.", [2]) == "The dam broke [2]."
    assert with_markers("The dam broke [1]", []) == "The dam broke"
