"""Makes text.ttf and display.ttf of the Literata family.

    npm pack @fontsource-variable/literata && tar xzf fontsource-variable-literata-*.tgz
    python3 make.py package/files .

It wants fontTools and brotli (Debian: python3-fonttools, python3-brotli). For
each of the two it takes one optical size and one weight out of the variable
fonts, joins the files of the scripts, and keeps the letters that a card can be
set in, with their kerning.
"""
import sys
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SCRIPTS = ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext"]
FACES = {"text": {"opsz": 12, "wght": 480}, "display": {"opsz": 36, "wght": 420}}
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x180, 0x24F), (0x1E00, 0x1EFF),  # Latin
    (0x370, 0x3FF), (0x1F00, 0x1FFF),  # Greek
    (0x400, 0x52F),  # Cyrillic
    (0x2010, 0x2027), (0x2030, 0x203A), (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
]


def main(source: Path, target: Path) -> None:
    wanted = [c for first, last in RANGES for c in range(first, last + 1)]
    for name, axes in FACES.items():
        parts, seen = [], set()
        for script in SCRIPTS:
            font = TTFont(source / f"literata-{script}-opsz-normal.woff2")
            font.flavor = None
            font = instancer.instantiateVariableFont(font, axes)
            mine = [c for c in font.getBestCmap() if c in wanted and c not in seen]
            if not mine:
                continue
            seen.update(mine)
            part = target / f".{name}-{script}.ttf"
            pick(font, mine).save(part)
            parts.append(part)
        joined = merge.Merger().merge([str(p) for p in parts])
        joined.save(target / f"{name}.ttf")
        for part in parts:
            part.unlink()
        print(name, len(seen), "letters")


def pick(font: TTFont, letters: list) -> TTFont:
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "DSIG", "GSUB", "GDEF", "MVAR", "HVAR", "avar", "gasp", "meta"]
    tool = subset.Subsetter(options)
    tool.populate(unicodes=letters)
    tool.subset(font)
    return font


main(Path(sys.argv[1]), Path(sys.argv[2]))
