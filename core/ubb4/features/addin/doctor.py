"""What keeps the tab from appearing in Excel, what to do about it or whom to ask. Windows only; elsewhere there is
nothing to examine. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ubb4.base.text import gettext as _
from ubb4.features.addin import policies
from ubb4.features.addin.examined import Line, Machine, Started


def lines(machine: Machine) -> Iterator[Line]:
    """Every finding, good ones too."""
    yield from _excel(machine)
    yield from _addin(machine)
    yield from _python(machine)
    yield from policies.lines(machine)
    yield from _disabled(machine)


def _excel(machine: Machine) -> Iterator[Line]:
    yield Line("excel.present", machine.has_excel or None, _("Excel орнатылған.") if machine.has_excel else _(
        "Бұл компьютерден Excel табылмады: қойынды LibreOffice-те ғана болады. Excel керек болса, ақпараттық технологиялар бөлімінен орнатуды сұраңыз."
    ))  # fmt: skip


def _addin(machine: Machine) -> Iterator[Line]:
    path = machine.addin
    if not path.is_file():
        yield Line("addin.present", False, _(
            "Қондырма жоқ: {path}. «ubb4 addin install» орындаңыз; қайта жоғалса, антивирус алып тастаған: ақпараттық технологиялар бөлімінен "
            "осы файлды рұқсат етілгендер тізіміне қосуды сұраңыз.", path=path,
        ))  # fmt: skip
        return
    yield Line("addin.present", True, _("Қондырма орнында: {path}", path=path))
    if machine.expected:
        same = path.read_bytes() in machine.expected
        # an administrator's may have been built of other plugins than this user's
        of_another = machine.shared and not same
        yield Line("addin.unchanged", None, _(
            "Қондырманы әкімші барлық пайдаланушыға орнатқан; оның батырмалары сіздің баптауыңыздан басқаша болуы мүмкін."
        )) if of_another else Line("addin.unchanged", same, _("Қондырма осы ubb4 жасаған қондырманың дәл өзі.") if same else _(
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
    if machine.started is not None:
        yield line_of(machine.started)


def line_of(started: Started) -> Line:
    """Whether the line of the buttons has answered."""
    good = started.code == 0
    return Line("python.line", good, _("Батырма іске қосатын пәрмен жауап берді: {line}", line=started.line) if good else not_started(started))


def not_started(started: Started) -> str:
    """Why a button would do nothing, with what Python said."""
    return _(
        "Батырма іске қосатын жол жұмыс істемеді (код {code}): {line}. {said} ubb4 пайдаланушының жеке пакеттер бумасына («pip install --user») "
        "орнатылған болса, батырмалар оны көрмейді: жеке ортаға (python -m venv) орнатып, «ubb4 addin install» орындаңыз.",
        code=started.code, line=started.line, said=started.said,
    )  # fmt: skip


def _disabled(machine: Machine) -> Iterator[Line]:
    for version in policies.OFFICE:
        key = rf"Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
        for name in machine.names("HKCU", key):
            value = machine.registry("HKCU", key, name)
            if isinstance(value, bytes) and "ubb4.xlam" in value.decode("utf-16-le", "ignore").casefold():
                yield Line("excel.disabled", False, _(
                    "Excel қондырманы іркілістен кейін ажыратып қойған: Файл → Параметрлер → Қондырмалар → Өшірілген элементтер → Қосу."
                ))  # fmt: skip


def report(found: list[Line], head: list[str]) -> str:
    """The whole as one text for the IT department: what is in the way first, each with its mark."""
    order = {False: 0, None: 1, True: 2}
    marks = {True: "✓", False: "✗", None: "?"}
    body = [f"{marks[each.good]} {each.id}: {each.text}" for each in sorted(found, key=lambda each: order[each.good])]
    return "\n".join([*head, "", *body]) + "\n"
