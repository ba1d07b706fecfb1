"""H3 cells, by which responders near a place are found.

Cells over Korea are about a third smaller than the published average of their resolution, so they are measured here;
and rings aren't an order of distance: a truck in the next ring may be nearer than one in this. Each search knows how
far around the place it has seen everybody.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.responders import Responder

FINE, COARSE = 9, 4
"""Resolutions: cells that tell positions apart (about 300 m wide over Korea), and those that lists are kept by."""

_SEARCHES = ((7, 1), (6, 1), (5, 1), (4, 1), (4, 2), (4, 3))
"""Resolution and rings of one search after another: from 2 km around the place to 100."""

_FRINGE = 0.7
"""A cell isn't exactly the cells of a finer resolution that belong to it: so much of a distance is certain."""


class CellPath(Struct, frozen=True):
    """A cell as its ancestor at `COARSE` and the way from there: a digit a resolution."""

    area: str
    way: str


@lru_cache(4_096)
def cell_of(place: Point) -> str:
    """The fine cell of a place."""
    from h3 import latlng_to_cell  # loaded where a responder moves

    return str(latlng_to_cell(place[0], place[1], FINE))


def centre_of(cell: str) -> Point:
    """The centre of a cell."""
    from h3 import cell_to_latlng

    north, east = cell_to_latlng(cell)
    return north, east


def listed_cell(responder: Responder) -> str:
    """The cell in which a responder is looked for: of where they are, or where their present job ends; "" while they
    aren't on duty, or nobody knows where they are."""
    start = responder.start
    return cell_of(start) if responder.is_on_duty and start is not None else ""


def path_of(cell: str) -> CellPath:
    """The path of a cell that is no coarser than `COARSE`."""
    from h3 import cell_to_parent, get_resolution, str_to_int

    number = str_to_int(cell)
    digits = (number >> 3 * (15 - resolution) & 7 for resolution in range(COARSE + 1, get_resolution(cell) + 1))
    return CellPath(str(cell_to_parent(cell, COARSE)), "".join(map(str, digits)))


def cells_around(place: Point) -> Iterator[tuple[list[CellPath], float]]:
    """The cells of one search after another, each with the metres around the place within which nobody is missed who is
    in its cells or those before."""
    from h3 import cell_to_boundary, cell_to_parent, grid_disk, grid_ring

    cell = cell_of(place)
    for resolution, rings in _SEARCHES:
        centre = cell_to_parent(cell, resolution)
        found = grid_disk(centre, 1) if rings == 1 else grid_ring(centre, rings)
        corners = cell_to_boundary(centre)
        edge_m = min(metres_between(one, other) for one, other in pairwise(corners))
        yield [path_of(each) for each in found], _FRINGE * edge_m * (1.5 * rings - 0.5)
