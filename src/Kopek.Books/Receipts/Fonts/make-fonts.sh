#!/bin/sh
# Makes the two subsets of this folder again. Needs npm, and pyftsubset (Debian: apt-get install fonttools).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
mkdir letters hanzi
tar xzf expo-google-fonts-noto-sans-0.4.2.tgz -C letters
tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz -C hanzi
# GB 2312 level 1 (3,755 characters), Chinese punctuation, and what the sample catalogue and our own texts have beyond it.
/usr/bin/python3 - "$root" >characters.txt <<'PYTHON'
import pathlib, sys
root = pathlib.Path(sys.argv[1])
found = set("，。、；：？！（）《》〈〉「」『』【】“”‘’—…·￥　％／")
for row in range(16, 56):
    for cell in range(1, 95):
        try:
            found.add(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
for path in [*root.glob("catalogue/*.csv"), *root.glob("src/Kopek.Books/Receipts/Texts/*.json")]:
    found.update(letter for letter in path.read_text("utf-8") if "一" <= letter <= "鿿")
print("".join(sorted(found)))
PYTHON
plain="--no-hinting --layout-features= --notdef-outline --name-IDs=0,1,2,4,5,13,14"
pyftsubset letters/package/400Regular/NotoSans_400Regular.ttf $plain --drop-tables+=GPOS,GSUB,GDEF,STAT --output-file="$here/NotoSans-subset.ttf" \
  --unicodes=U+20-7E,U+A0-17F,U+400-45F,U+490,U+491,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,U+20AC,U+20BD,U+2116,U+2190-2193,U+2212
pyftsubset hanzi/package/400Regular/NotoSansSC_400Regular.ttf $plain --drop-tables+=BASE,GPOS,GSUB,GDEF,STAT,vhea,vmtx --output-file="$here/NotoSansSC-subset.ttf" --text-file=characters.txt
cp letters/package/LICENSE_FONT "$here/OFL-NotoSans.txt"
cp hanzi/package/LICENSE_FONT "$here/OFL-NotoSansSC.txt"
ls -l "$here"
