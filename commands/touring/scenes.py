"""Pictures for a tour without photographs: the drawn garden, and the blank paint table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from app.ui.camera_scene import draw_scene

TABLE = (1596, 1200)


def draw_scenes(folder: Path) -> None:
    """Draw them into the folder as JPEG files."""
    draw_scene().save(str(folder / "1-water-tray.jpg"), quality=95)
    draw_table().save(str(folder / "2-paint-table.jpg"), quality=95)


def draw_table() -> QImage:
    """A table with paint pots and nobody at it."""
    image = QImage(*TABLE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    wood = QLinearGradient(0, 0, 0, TABLE[1])
    wood.setColorAt(0, QColor("#E8D3B4"))
    wood.setColorAt(1, QColor("#C9A877"))
    painter.fillRect(image.rect(), wood)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("#8A6E45"))
    for number, colour in enumerate(("#D14E86", "#F3B65C", "#6FA849", "#4E8FD1")):
        painter.setBrush(QColor(colour))
        painter.drawRect(180 + number * 320, 420, 240, 300)
    painter.end()
    return image
