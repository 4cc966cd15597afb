"""Small TrueType fonts: the collection's characters cut from Noto Sans CJK (OFL), or boxes as wide as characters."""

from __future__ import annotations

from pathlib import Path

SOURCES = {
    "regular": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "bold": "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
}
TRADITIONAL = 3  # index of the face for Traditional Chinese in the collection file


def make_font(path: Path, characters: str, weight: str = "regular") -> Path:
    """Writes the font with cubic outlines turned into quadratic ones, as TrueType has them."""
    from fontTools import subset
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    font = TTFont(SOURCES[weight], fontNumber=TRADITIONAL)
    cutter = subset.Subsetter(subset.Options(layout_features=[], notdef_outline=True))
    cutter.populate(text=characters)
    cutter.subset(font)
    glyphs, metrics = {}, {}
    outlines = font.getGlyphSet()
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
        metrics[name] = font["hmtx"][name]
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(font.getGlyphOrder())
    builder.setupCharacterMap({k: v for k, v in font.getBestCmap().items() if k < 0x10000})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": "Collection", "styleName": weight.title(), "psName": f"Collection-{weight.title()}"}
    )
    builder.setupOS2(
        sTypoAscender=880,
        sTypoDescender=-120,
        usWinAscent=880,
        usWinDescent=120,
        usWeightClass=700 if weight == "bold" else 400,
    )
    builder.setupPost()
    builder.save(path)
    return path


def make_boxes(path: Path, characters: str) -> Path:
    """Writes a font whose glyphs are boxes: a full em for Han characters, Helvetica's widths for others. No source."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from reportlab.pdfbase.pdfmetrics import stringWidth

    names = {char: f"u{ord(char):04X}" for char in sorted(set(characters) | {" "})}
    glyphs, metrics = {}, {}
    for char, name in [("\u3000", ".notdef"), *names.items()]:
        width = 1000 if char > "\u2e80" else round(stringWidth(char, "Helvetica", 1000))
        pen = TTGlyphPen(None)
        if not char.isspace():
            corners = [(60, 0), (60, 700), (width - 60, 700), (width - 60, 0)]
            pen.moveTo(corners[0])
            for corner in corners[1:]:
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name], metrics[name] = pen.glyph(), (width, 60)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes-Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.save(path)
    return path
