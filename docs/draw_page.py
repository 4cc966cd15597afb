"""Draw a page with the boxes of what was read on it: the picture in the README.

python docs/draw_page.py output/sample-nc-2024 raw/sample-nc-2024.pdf 8 docs/images/page.png
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from natcom.ingest.pictures import opened, render

COLORS = {
    "paragraphs": (120, 120, 120, 40),
    "figures": (20, 140, 60, 60),
    "tables": (255, 150, 0, 50),
    "sections": (30, 90, 220, 90),
    "facts": (220, 30, 30, 110),
}
DPI = 80.0


def main() -> None:
    folder, pdf, number, target = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    with opened(pdf) as document:
        picture, scale = render(document, number, DPI)
    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    for name, color in COLORS.items():
        for record in json.loads((folder / f"{name}.json").read_text("utf-8"))["data"]:
            for box in record["boxes"]:
                if box["page"] == number:
                    area = [v * scale for v in box["bbox"]]
                    draw.rectangle(area, fill=color, outline=(*color[:3], 255))
    Image.alpha_composite(picture.convert("RGBA"), layer).convert("P", palette=Image.Palette.ADAPTIVE).save(
        target, optimize=True
    )


if __name__ == "__main__":
    main()
