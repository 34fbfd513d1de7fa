"""Other writers of workbooks for the tests: SheetJS and ExcelJS from npm, each checked against its pinned SHA-512, below build/producers."""

from __future__ import annotations

from pathlib import Path

from pinned import fetch

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "producers"
PINNED = {
    "sheetjs": ("xlsx@0.18.5", "dmg3LCjBPHZnQp5/F/+nnTa+miPJxUXB6vtk42YjBBKayDNagxGEeIdWApkYPOf3Z3pm3k62Knjzp7lMeTEtFQ==", "dist/xlsx.full.min.js"),
    "exceljs": ("exceljs@4.4.0", "XctvKaEMaj1Ii9oDOqbW/6e1gXknSY4g/aLCDicOXqBE4M0nRWkUu0PTp++UPNzoFY12BNHMfs/VadKIS6llvg==", "dist/exceljs.min.js"),
}
RESAVE = {
    "sheetjs": "const X=require(LIB),f=require('fs');f.writeFileSync(OUT,X.write(X.read(f.readFileSync(IN),{cellNF:true}),{type:'buffer',bookType:'xlsx'}));",
    "exceljs": "const E=require(LIB);const b=new E.Workbook();b.xlsx.load(require('fs').readFileSync(IN)).then(()=>b.xlsx.writeBuffer()).then(d=>require('fs').writeFileSync(OUT,d));",
}


def make() -> Path:
    """The scripts, fetched once."""
    for name, (package, sha512, member) in PINNED.items():
        target = FOLDER / f"{name}.js"
        if not target.is_file():
            fetch(package, sha512, member, target)
    return FOLDER


def command(name: str, source: Path, target: Path) -> list[str]:
    """The command line that saves a workbook again by such a writer."""
    import json

    script = f"const LIB={json.dumps(str(FOLDER / f'{name}.js'))},IN={json.dumps(str(source))},OUT={json.dumps(str(target))};{RESAVE[name]}"
    return ["node", "-e", script]


if __name__ == "__main__":
    print(make().relative_to(ROOT))
