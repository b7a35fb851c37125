"""What the tour's camera films: the pictures of the folder on a wall, moving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from commands.touring.film import HEIGHT, WALL, WIDTH, swung, wall_of

RED, BLUE = QColor("#C03030"), QColor("#3030C0")


def picture(path: Path, colour: QColor, *, wide: int = 300, tall: int = 600) -> Path:
    """A portrait: the colour above, black below."""
    image = QImage(wide, tall, QImage.Format.Format_RGB888)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.fillRect(0, 0, wide, min(wide, tall), colour)
    painter.end()
    image.save(str(path))
    return path


def test_the_upper_squares_of_the_first_pictures_that_can_be_read_hang_side_by_side(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    paths = [broken, *(picture(tmp_path / f"{number}.png", colour) for number, colour in enumerate((RED, BLUE, RED)))]

    seen = swung(wall_of(paths), at_s=0)

    assert (seen.width(), seen.height()) == (WIDTH, HEIGHT)
    row = [seen.pixelColor(x, HEIGHT - 180) for x in (10, WIDTH // 4, WIDTH // 2, 3 * WIDTH // 4)]
    assert row == [WALL, RED, WALL, BLUE]


def test_the_hand_swings_to_both_sides_and_never_beyond_the_wall(tmp_path: Path) -> None:
    wall = wall_of([picture(tmp_path / "1.png", RED)])

    middle, right, left = (swung(wall, at_s) for at_s in (0, 1.5, 4.5))

    assert middle != right != left
    assert all(seen.pixelColor(x, 0) == WALL for seen in (right, left) for x in (0, WIDTH - 1))
