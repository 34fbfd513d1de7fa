"""What keeps the tab from appearing in Excel, and what to ask the IT department for. Windows only; elsewhere there is
nothing to examine. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ubb4.base.text import gettext as _

OFFICE = ("16.0", "15.0")
# rules of Microsoft Defender that stop an Office program from starting another, or from calling Windows
ASR = {"d4f940ab-401b-4efc-aadc-ad5f3c50688a": "child", "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "win32"}
Value = str | int | bytes | None


@dataclass(frozen=True)
class Line:
    """One finding: good True or False, None when it could not be seen."""

    id: str
    good: bool | None
    text: str


@dataclass
class Machine:
    """What is looked at: the registry, files and packages; a test gives its own."""

    addin: Path
    expected: frozenset[bytes] = frozenset()
    registry: Callable[[str, str, str], Value] = lambda hive, key, name: None
    names: Callable[[str, str], list[str]] = lambda hive, key: []
    packages: Mapping[str, bool] = field(default_factory=dict)
    copies: list[Path] = field(default_factory=list)


def lines(machine: Machine) -> Iterator[Line]:
    """Every finding, good ones too."""
    yield from _addin(machine)
    yield from _python(machine)
    yield from _policies(machine)
    yield from _defender(machine)
    yield from _disabled(machine)


def _addin(machine: Machine) -> Iterator[Line]:
    path = machine.addin
    if not path.is_file():
        yield Line("addin.present", False, _(
            "Қондырма жоқ: {path}. «ubb4 addin install» орындаңыз; қайта жоғалса, антивирус алып тастаған: IT бөлімінен "
            "осы файлды рұқсат етілгендер тізіміне қосуды сұраңыз.", path=path,
        ))  # fmt: skip
        return
    yield Line("addin.present", True, _("Қондырма орнында: {path}", path=path))
    if machine.expected:
        same = path.read_bytes() in machine.expected
        yield Line("addin.unchanged", same, _("Қондырма осы ubb4 жасаған қондырманың дәл өзі.") if same else _(
            "Қондырма басқа нұсқадан қалған немесе өзгертілген: Excel-ді жауып, «ubb4 addin install» орындаңыз."
        ))  # fmt: skip
    marked = Path(f"{path}:Zone.Identifier").exists()
    yield Line("addin.mark_of_the_web", not marked, _(
        "Файлда интернеттен келген деген белгі бар: Excel макросын қоспайды. «ubb4 addin install» орындаңыз."
    ) if marked else _("Интернеттен келген деген белгі жоқ."))  # fmt: skip
    if machine.copies:
        yield Line("addin.copies", False, _(
            "Қондырманың басқа көшірмесі бар: {paths}. Біреуін ғана қалдырыңыз.", paths=", ".join(map(str, machine.copies))
        ))  # fmt: skip


def _python(machine: Machine) -> Iterator[Line]:
    for name, here in machine.packages.items():
        yield Line("python.packages", here, _("{package} пакеті бар.", package=name) if here else _(
            "{package} пакеті жоқ: ubb4-ті толық жинақтан қайта орнатыңыз.", package=name
        ))  # fmt: skip


def _policies(machine: Machine) -> Iterator[Line]:
    for version in OFFICE:
        for root, by_policy in ((rf"Software\Policies\Microsoft\Office\{version}\Excel", True),
                                (rf"Software\Microsoft\Office\{version}\Excel", False)):  # fmt: skip
            yield from _security(machine, rf"{root}\Security", by_policy)


def _security(machine: Machine, key: str, by_policy: bool) -> Iterator[Line]:
    who = _("IT бөлімінен осы саясатты ubb4.xlam үшін жұмсартуды сұраңыз") if by_policy else _(
        "Excel → Файл → Параметрлер → Сенім орталығында өзгертіңіз")  # fmt: skip
    for name, bad, text in (
        ("VBAWarnings", (3, 4), _("Макростарға тыйым салынған ({key}\\{name} = {value}): {who}.")),
        ("RequireAddinSig", (1,), _("Қолтаңбасыз қондырмаға тыйым салынған ({key}\\{name} = {value}): {who}.")),
        ("DisableAllAddins", (1,), _("Барлық қондырма өшірілген ({key}\\{name} = {value}): {who}.")),
        ("blockcontentexecutionfrominternet", (1,), ""),
    ):
        value = machine.registry("HKCU", key, name)
        if text and value in bad:
            yield Line(f"policy.{name}", False, text.format(key=key, name=name, value=value, who=who))
    value = machine.registry("HKCU", rf"{key}\Trusted Locations", "AllLocationsDisabled")
    if value == 1:
        yield Line("policy.AllLocationsDisabled", False, _(
            "Сенімді орындар өшірілген ({key}): XLSTART бумасындағы қондырма ашылмайды. {who}.", key=key, who=who
        ))  # fmt: skip


def _defender(machine: Machine) -> Iterator[Line]:
    key = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
    for rule, kind in ASR.items():
        value = machine.registry("HKLM", key, rule)
        if str(value) != "1":
            continue
        if kind == "child":
            yield Line("defender.child", False, _(
                "Defender Excel-ге басқа бағдарлама бастауға тыйым салған ({rule}): IT бөлімінен ubb4-тің Python-ын "
                "ерекшелікке қосуды сұраңыз.", rule=rule,
            ))  # fmt: skip
        else:
            yield Line("defender.win32", None, _(
                "Defender макростан Windows функцияларын шақыруға тыйым салған ({rule}): ubb4-тің өзіне бөгет емес, xlwings "
                "арқылы іске қосуға бөгет.", rule=rule,
            ))  # fmt: skip


def _disabled(machine: Machine) -> Iterator[Line]:
    for version in OFFICE:
        key = rf"Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
        for name in machine.names("HKCU", key):
            value = machine.registry("HKCU", key, name)
            if isinstance(value, bytes) and "ubb4.xlam" in value.decode("utf-16-le", "ignore").casefold():
                yield Line("excel.disabled", False, _(
                    "Excel қондырманы құлаған соң өшіріп қойған: Файл → Параметрлер → Қондырмалар → Өшірілген элементтер → Қосу."
                ))  # fmt: skip
