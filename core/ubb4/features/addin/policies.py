"""Policies of Office and of Microsoft Defender that stop the add-in or what its buttons start, each with what to ask for.

Names of values: Microsoft's administrative templates of Office 2016 (ADMX) and the documentation of attack surface reduction.
A folder that Excel trusts (XLSTART is one) runs macros whatever `VBAWarnings` says, so that one is in the way only where
trusted folders are off.
"""

from __future__ import annotations

from collections.abc import Iterator

from ubb4.base.text import gettext as _
from ubb4.features.addin.examined import Line, Machine

OFFICE = ("16.0", "15.0")
# rules of Microsoft Defender that stop an Office program from starting another, or from calling Windows
ASR = {"d4f940ab-401b-4efc-aadc-ad5f3c50688a": "child", "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "win32"}
_GUARD = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_INTUNE = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_BLOCK, _WARN = "1", "6"
# rules about programs of one user's folders: AppLocker's own key, and the older software restriction policies (level 0: nothing but what is listed)
_APPLOCKER, _ENFORCED = r"SOFTWARE\Policies\Microsoft\Windows\SrpV2", 1
# Windows 11 lets no unsigned library start that its cloud does not know, wherever it lies
_SMART, _ON = r"SYSTEM\CurrentControlSet\Control\CI\Policy", 1
_SAFER, _DISALLOWED = r"SOFTWARE\Policies\Microsoft\Windows\Safer\CodeIdentifiers", 0


def lines(machine: Machine) -> Iterator[Line]:
    """Each policy that is in the way; nothing for one that is not."""
    for version in OFFICE:
        yield from _vba(machine, version)
        for root, by_policy in (
            (rf"Software\Policies\Microsoft\Office\{version}", True),
            (rf"Software\Policies\Microsoft\Cloud\Office\{version}", True),
            (rf"Software\Microsoft\Office\{version}", False),
        ):
            yield from _security(machine, root, by_policy)
    yield from _defender(machine)
    yield from _programs(machine)


def _vba(machine: Machine, version: str) -> Iterator[Line]:
    for hive, key in (("HKCU", rf"Software\Policies\Microsoft\Office\{version}\Common"), ("HKLM", rf"Software\Policies\Microsoft\Office\{version}\Common")):
        if machine.registry(hive, key, "vbaoff") == 1:
            yield Line("policy.vbaoff", False, _(
                "Office-те VBA мүлдем өшірілген ({key}\\vbaoff = 1): ақпараттық технологиялар бөлімінен осы саясатты алып тастауды сұраңыз.", key=key
            ))  # fmt: skip


def _security(machine: Machine, root: str, by_policy: bool) -> Iterator[Line]:
    who = _("ақпараттық технологиялар бөлімінен осы саясатты ubb4.xlam үшін жұмсартуды сұраңыз") if by_policy else _(
        "Excel → Файл → Параметрлер → Сенім орталығында өзгертіңіз")  # fmt: skip
    key = rf"{root}\Excel\Security"
    trusted = rf"{key}\Trusted Locations"
    for name, text in (
        ("RequireAddinSig", _("Қолтаңбасыз қондырмаға тыйым салынған ({key}\\{name} = {value}): {who}.")),
        ("DisableAllAddins", _("Барлық қондырма ажыратылған ({key}\\{name} = {value}): {who}.")),
    ):
        value = machine.registry("HKCU", key, name)
        if value == 1:
            yield Line(f"policy.{name}", False, text.format(key=key, name=name, value=value, who=who))
    untrusted = machine.registry("HKCU", trusted, "AllLocationsDisabled") == 1
    if untrusted:
        yield Line("policy.AllLocationsDisabled", False, _(
            "Сенімді орындар өшірілген ({key}): XLSTART бумасындағы қондырма ашылмайды. {who}.", key=trusted, who=who
        ))  # fmt: skip
    own = rf"{root}\Common\Security\Trusted Locations"
    if machine.registry("HKCU", own, "allow user locations") == 0:
        untrusted = True
        yield Line("policy.AllowUserLocations", False, _(
            "Пайдаланушының өз сенімді орындарына тыйым салынған ({key}): ақпараттық технологиялар бөлімінен {folder} бумасын саясатпен сенімді орын етуді сұраңыз.",
            key=own, folder=machine.addin.parent,
        ))  # fmt: skip
    if by_policy is False and str(machine.addin).startswith("\\\\") and machine.registry("HKCU", trusted, "AllowNetworkLocations") != 1:
        yield Line("policy.AllowNetworkLocations", False, _(
            "Қондырма желідегі бумада жатыр ({folder}), ал желідегі сенімді орындарға рұқсат жоқ ({key}\\AllowNetworkLocations): {who}.",
            folder=machine.addin.parent, key=trusted, who=who,
        ))  # fmt: skip
    value = machine.registry("HKCU", key, "VBAWarnings")
    if value in (3, 4):
        yield Line("policy.VBAWarnings", False if untrusted else None, _(
            "Макростарға тыйым салынған ({key}\\VBAWarnings = {value}), сенімді орындар өшірілген: {who}.", key=key, value=value, who=who
        ) if untrusted else _(
            "Макростарға тыйым салынған ({key}\\VBAWarnings = {value}). XLSTART — сенімді орын, сондықтан қондырма ашылуға тиіс; "
            "қойынды шықпаса, {who}.", key=key, value=value, who=who,
        ))  # fmt: skip


def _defender(machine: Machine) -> Iterator[Line]:
    listed = machine.registry("HKLM", _INTUNE, "ASRRules")
    managed = dict(each.partition("=")[::2] for each in str(listed or "").lower().split("|"))
    for rule, kind in ASR.items():
        value = str(machine.registry("HKLM", _GUARD, rule) or managed.get(rule, ""))
        if value not in (_BLOCK, _WARN):
            continue
        if kind == "child":
            yield Line("defender.child", False, _(
                "Defender Excel-ге басқа бағдарлама бастауға тыйым салған ({rule} = {value}): ақпараттық технологиялар бөлімінен ubb4-тің Python-ын "
                "ерекшелікке қосуды сұраңыз.", rule=rule, value=value,
            ))  # fmt: skip
        else:
            yield Line("defender.win32", None, _(
                "Defender макростан Windows функцияларын шақыруға тыйым салған ({rule} = {value}): ubb4-тің өзіне бөгет емес, xlwings "
                "арқылы іске қосуға бөгет.", rule=rule, value=value,
            ))  # fmt: skip


def _programs(machine: Machine) -> Iterator[Line]:
    """Policies under which a program in a user's folder does not start; in Program Files it does. Smart App Control looks at every folder."""
    if machine.registry("HKLM", _SMART, "VerifiedAndReputablePolicyState") == _ON:
        yield Line("policy.SmartAppControl", None if machine.started is not None and machine.started.code == 0 else False, _(
            "Windows-та «Smart App Control» қосулы: ол қолтаңбасыз бағдарлама мен кітапханаға тыйым сала алады. Батырмалар іске қосылмаса, ақпараттық технологиялар "
            "бөлімінен оны өшіруді немесе қол қойылған орнатушыны сұраңыз."
        ))  # fmt: skip
    if "program files" in str(machine.python).casefold():
        return
    started = machine.started is not None and machine.started.code == 0
    for name, title, key, value, strict in (
        ("policy.AppLocker", "AppLocker", rf"{_APPLOCKER}\Exe", "EnforcementMode", _ENFORCED),
        ("policy.AppLocker.Dll", "AppLocker (DLL)", rf"{_APPLOCKER}\Dll", "EnforcementMode", _ENFORCED),
        ("policy.Safer", "Software Restriction Policies", _SAFER, "DefaultLevel", _DISALLOWED),
    ):
        if machine.registry("HKLM", key, value) == strict:
            yield Line(name, None if started else False, _(
                "{title} пайдаланушы бумасындағы бағдарламаларға тыйым сала алады ({key}\\{value} = {strict}); ubb4 мына бумада: {path}. Батырмалар іске қосылмаса, ақпараттық "
                "технологиялар бөлімінен /ALLUSERS арқылы Program Files ішіне орнатуды сұраңыз.", title=title, key=key, value=value, strict=strict, path=machine.python,
            ))  # fmt: skip
