; The installer: for one user, without an administrator's rights; /ALLUSERS for an administrator.  Built by installer.py, which defines:
; VERSION, FOLDER (the laid folder), LAYER (what the notebooks add; none in the small one), HERE, OUT, KB.
; Silent: /S [/LANG=kk|ru|en] [/COMPONENTS=excel,calc,notebooks] [/ALLUSERS] [/WAIT=seconds] [/D=folder].  Ends with 3 where programs stay open, 4 where files could
; not be put in place, 5 where the tab could not be installed, 6 where Python did not start, 7 where it is installed for all users already, 8 where the system's
; own account runs it without /ALLUSERS, 740 where rights lack.

Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include WordFunc.nsh

Name "ubb4"
OutFile "${OUT}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 16 ; what a slow PC needs of memory to unpack it; 64 saves four megabytes of eighty and costs a minute
BrandingText "ubb4 ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AutoCloseWindow true
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "ubb4"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "ubb4: ҮББ №4"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT"
!ifdef SIGN ; the uninstaller is written on the PC: it is signed before it is packed
!uninstfinalize '"${PYTHON}" "${HERE}/signing.py" "%1" "${SIGN}"' = 0
!endif

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\ubb4"
!define RUN '"$INSTDIR\python\python.exe" -I -X utf8 -m'
!define WINDOWLESS "$INSTDIR\python\pythonw.exe"
!define EXCEL "SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
!define MENU "$SMPROGRAMS\ҮББ №4"

!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "Software\ubb4"
!define MUI_LANGDLL_REGISTRY_VALUENAME "SetupLanguage"
!define MUI_LANGDLL_WINDOWTITLE "ubb4 ${VERSION}"
!define MUI_LANGDLL_INFO "Орнату тілі · Язык установки · Language"
!define MUI_LANGDLL_ALLLANGUAGES
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${HERE}" "Kazakh"
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "English"
!include "${HERE}/texts.nsh"
!insertmacro MUI_RESERVEFILE_LANGDLL

Var AllUsers
Var Words
Var Former
Var Wait

; What the command line asks for: all users, a language, in both programs.
!macro Begin
  ${GetParameters} $Words
  StrCpy $AllUsers 0
  ClearErrors
  ${GetOptions} $Words "/ALLUSERS" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
    SetShellVarContext all
  ${EndIf}
!macroend

; how many seconds a silent run waits for programs to be closed
!macro Patience
  StrCpy $Wait 60
  ClearErrors
  ${GetOptions} $Words "/WAIT=" $0
  ${IfNot} ${Errors}
    StrCpy $Wait $0
  ${EndIf}
!macroend

!macro Language
  ClearErrors
  ${GetOptions} $Words "/LANG=" $0
  ${IfNot} ${Errors}
    ${Select} $0
      ${Case} "ru"
        StrCpy $LANGUAGE ${LANG_RUSSIAN}
      ${Case} "en"
        StrCpy $LANGUAGE ${LANG_ENGLISH}
      ${CaseElse}
        StrCpy $LANGUAGE ${LANG_KAZAKH}
    ${EndSelect}
  ${ElseIf} ${Silent} ; an update by a script keeps the language of the installation
    ReadRegStr $0 HKCU "Software\ubb4" "SetupLanguage"
    ${If} $0 != ""
      StrCpy $LANGUAGE $0
    ${EndIf}
  ${EndIf}
!macroend

!macro Rights
  ${If} $AllUsers == 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      MessageBox MB_OK|MB_ICONSTOP "$(Rights)" /SD IDOK
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
!macroend

; Excel keeps the add-in open, a helper of LibreOffice's buttons keeps Python open: nothing is touched before they are closed.
!macro Closed un
Function ${un}Closed
  StrCpy $9 0
again:
  Call ${un}Busy
  ${If} $8 == 0
    Return
  ${EndIf}
  ${If} ${Silent}
    IntOp $9 $9 + 1
    ${If} $9 < $Wait
      Sleep 1000
      Goto again
    ${EndIf}
    SetErrorLevel 3
    Quit
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Close)" IDRETRY again
  SetErrorLevel 3
  Quit
FunctionEnd

Function ${un}Busy
  StrCpy $8 0
  StrCpy $0 0
  ${Do} ; one that nobody can see is no Excel that somebody could close: what it holds open is found below
    FindWindow $0 "XLMAIN" "" 0 $0
    ${If} $0 == 0
      ${ExitDo}
    ${EndIf}
    System::Call 'user32::IsWindowVisible(p r0) i .r2'
    ${If} $2 != 0
      StrCpy $8 1
    ${EndIf}
  ${Loop}
  ${If} $AllUsers == 1
    ReadRegStr $1 HKLM "${EXCEL}" ""
    ${GetParent} $1 $1
    Push "$1\XLSTART\ubb4.xlam"
  ${Else}
    Push "$APPDATA\Microsoft\Excel\XLSTART\ubb4.xlam"
  ${EndIf}
  Call ${un}Held
  Push "$INSTDIR\python\pythonw.exe"
  Call ${un}Held
  Push "$INSTDIR\python\python.exe"
  Call ${un}Held
FunctionEnd

Function ${un}Held
  Pop $1
  ${If} ${FileExists} "$1"
    ClearErrors
    FileOpen $0 "$1" a
    ${If} ${Errors}
      StrCpy $8 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Closed ""
!insertmacro Closed "un."

Function .onInit
  !insertmacro Begin
  ${IfNot} ${AtLeastWin10}
    !insertmacro Language
    MessageBox MB_OK|MB_ICONSTOP "$(Old)" /SD IDOK
    SetErrorLevel 1
    Quit
  ${EndIf}
  ${If} $AllUsers == 0 ; a task of the system would install it for nobody
    ClearErrors
    ${WordFind} "$LOCALAPPDATA" "\systemprofile\" "E+1{" $0
    ${IfNot} ${Errors}
      SetErrorLevel 8
      Quit
    ${EndIf}
  ${EndIf}
  ${If} $INSTDIR == "" ; not said by /D=: where it is, or where it goes
    ReadRegStr $INSTDIR SHCTX "Software\ubb4" "InstallDir"
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\ubb4"
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\ubb4"
    ${EndIf}
  ${EndIf}
  ${IfNot} ${Silent}
    ClearErrors
    ${GetOptions} $Words "/LANG=" $0
    ${If} ${Errors}
      !insertmacro MUI_LANGDLL_DISPLAY
    ${EndIf}
  ${EndIf}
  !insertmacro Language
  !insertmacro Rights
  !insertmacro Patience
  ${If} $AllUsers == 0 ; two add-ins of one name would stand in each other's way
    ReadRegStr $0 HKLM "Software\ubb4" "InstallDir"
    ${If} $0 != ""
      MessageBox MB_OK|MB_ICONSTOP "$(Already)" /SD IDOK
      SetErrorLevel 7
      Quit
    ${EndIf}
  ${EndIf}
  ReadRegStr $Former SHCTX "Software\ubb4" "Version"
  ${IfNot} ${FileExists} "$INSTDIR\ubb4.cmd" ; a profile that travels knows of an installation on another PC
    StrCpy $Former ""
    ${If} ${FileExists} "$INSTDIR\python\Lib\site-packages\ubb4\*.*" ; one that was broken off: it is made whole
    ${ElseIf} ${FileExists} "$INSTDIR\python\*.*" ; somebody else's: nothing here is ours to move
    ${OrIf} ${FileExists} "$INSTDIR\licences\*.*"
      MessageBox MB_OK|MB_ICONSTOP "$(Stranger)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
  Call Components
FunctionEnd

; a program that watches over new files may hold one for a moment
!macro Moved FROM TO
  StrCpy $9 0
  ${Do}
    ClearErrors
    Rename "${FROM}" "${TO}"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    Sleep 1000
    IntOp $9 $9 + 1
  ${LoopUntil} $9 >= 10
!macroend

Section "$(Core)" SecCore
  SectionIn RO
  Call Closed
  SetOverwrite on
  RMDir /r "$INSTDIR\python.new"
  SetOutPath "$INSTDIR\python.new"
  ClearErrors
  File /r "${FOLDER}/python/*.*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    Call NotCopied
  ${EndIf}
  ; the former version goes only when the new one is whole
  RMDir /r "$INSTDIR\python.old"
  ${If} ${FileExists} "$INSTDIR\python\*.*"
    !insertmacro Moved "$INSTDIR\python" "$INSTDIR\python.old"
    ${If} ${Errors}
      Call NotCopied
    ${EndIf}
  ${EndIf}
  !insertmacro Moved "$INSTDIR\python.new" "$INSTDIR\python"
  ${If} ${Errors}
    Rename "$INSTDIR\python.old" "$INSTDIR\python"
    Call NotCopied
  ${EndIf}
  RMDir /r "$INSTDIR\python.old"
  RMDir /r "$INSTDIR\licences"
  File /r "${FOLDER}/licences"
  File "${FOLDER}/ubb4.cmd"
  File "${FOLDER}/prompt.cmd"
  File "${FOLDER}/bom.json"
  ; what an administrator has laid beside the installer holds for everybody here; a user's own settings come first
  ${If} ${FileExists} "$EXEDIR\ubb4.toml"
    CopyFiles /SILENT "$EXEDIR\ubb4.toml" "$INSTDIR\ubb4.toml"
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${KEY}" "DisplayName" "ubb4 (ҮББ №4)"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\python\python.exe"
  WriteRegStr SHCTX "${KEY}" "Publisher" "ubb4"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  ${If} $AllUsers == 1
    WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /ALLUSERS'
    WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /ALLUSERS /S'
  ${Else}
    WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  ${EndIf}
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${KB}
  WriteRegStr SHCTX "Software\ubb4" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "Software\ubb4" "Version" "${VERSION}"
  WriteRegStr HKCU "Software\ubb4" "SetupLanguage" $LANGUAGE

  RMDir /r "${MENU}"
  CreateDirectory "${MENU}"
  SetOutPath "$INSTDIR\python"
  CreateShortcut "${MENU}\$(LinkNew).lnk" "${WINDOWLESS}" "-I -X utf8 -m ubb4.press new_book --lang=$(Code)"
  CreateShortcut "${MENU}\$(LinkManual).lnk" "${WINDOWLESS}" "-I -X utf8 -m ubb4.press help --lang=$(Code)"
  CreateShortcut "${MENU}\$(LinkState).lnk" "${WINDOWLESS}" "-I -X utf8 -m ubb4.press state --lang=$(Code)"
  ${If} $AllUsers == 1 ; each user's own documents
    SetOutPath "$INSTDIR"
    CreateShortcut "${MENU}\$(LinkPrompt).lnk" "$INSTDIR\prompt.cmd" "$(Code)"
    CreateShortcut "${MENU}\$(LinkBooks).lnk" "$WINDIR\explorer.exe" "shell:Personal"
  ${Else}
    CreateDirectory "$DOCUMENTS\ubb4"
    SetOutPath "$DOCUMENTS\ubb4"
    CreateShortcut "${MENU}\$(LinkBooks).lnk" "$DOCUMENTS\ubb4"
    CreateShortcut "${MENU}\$(LinkPrompt).lnk" "$INSTDIR\prompt.cmd" "$(Code)"
  ${EndIf}
  SetOutPath "$INSTDIR"
SectionEnd

!ifdef LAYER
Section "$(Notebooks)" SecNotebooks
  SetOutPath "$INSTDIR\python"
  ClearErrors
  File /r "${LAYER}/python/*.*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    Call NotCopied
  ${EndIf}
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" ${WHOLE_KB}
SectionEnd
!endif

Section "-Compile"
  SetOutPath "$TEMP" ; what is started takes no settings from the folder of the installation
  ; a policy may let python.exe start, which is signed, and not the libraries
  nsExec::Exec '"$INSTDIR\python\python.exe" -I -c "import jsonschema_rs, lxml.etree, python_calamine, rapidfuzz, rpds, win32api"'
  Pop $0
  ${If} $0 != 0
    ${If} $Former == "" ; nothing stays that would look like an installation
      Call TakenAway
    ${EndIf}
    MessageBox MB_OK|MB_ICONSTOP "$(Blocked)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  ; compiled once, not at every first start of a button, and never in Program Files by a user
  nsExec::Exec '"$INSTDIR\python\python.exe" -I -X utf8 -m compileall -q -j 0 "$INSTDIR\python\Lib\site-packages"'
  Pop $0
SectionEnd

!macro Addin PROGRAM
  StrCpy $1 ""
  ${If} $AllUsers == 1
    StrCpy $1 " --everyone"
  ${EndIf}
  nsExec::Exec '${RUN} ubb4 addin install --program ${PROGRAM} --if-there --lang $(Code)$1'
  Pop $0
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NotAdded)" /SD IDOK
    SetErrorLevel 5
  ${EndIf}
!macroend

Section "$(Excel)" SecExcel
  ${If} $AllUsers == 1 ; no Excel that all users have: left out, as LibreOffice is
    ReadRegStr $0 HKLM "${EXCEL}" ""
    ${If} $0 == ""
      Return
    ${EndIf}
  ${EndIf}
  !insertmacro Addin excel
SectionEnd

; a PC without LibreOffice is not told of it: the section says that it is left out there
Section "$(Calc)" SecCalc
  !insertmacro Addin calc
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecCore} "$(AboutCore)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecExcel} "$(AboutExcel)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecCalc} "$(AboutCalc)"
  !ifdef LAYER
    !insertmacro MUI_DESCRIPTION_TEXT ${SecNotebooks} "$(AboutNotebooks)"
  !endif
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; /COMPONENTS=excel,calc,notebooks: those that are not named are left out
!macro Component NAME SECTION
  ${WordFind} ",$0," ",${NAME}," "E+1{" $1
  ${If} ${Errors}
    !insertmacro UnselectSection ${SECTION}
  ${EndIf}
  ClearErrors
!macroend

Function Components
  ClearErrors
  ${GetOptions} $Words "/COMPONENTS=" $0
  ${If} ${Errors}
    Return
  ${EndIf}
  ClearErrors
  !insertmacro Component excel ${SecExcel}
  !insertmacro Component calc ${SecCalc}
  !ifdef LAYER
    !insertmacro Component notebooks ${SecNotebooks}
  !endif
FunctionEnd

; all that the first section lays, but what stands in the registry
!macro Gone
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\python.old"
  RMDir /r "$INSTDIR\python.new"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\ubb4.cmd"
  Delete "$INSTDIR\prompt.cmd"
  Delete "$INSTDIR\bom.json"
  Delete "$INSTDIR\ubb4.toml"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "${MENU}"
!macroend

; an installation that does not work, and was none before
Function TakenAway
  !insertmacro Gone
  DeleteRegKey SHCTX "${KEY}"
  DeleteRegKey SHCTX "Software\ubb4"
FunctionEnd

Function NotCopied
  RMDir /r "$INSTDIR\python.new"
  MessageBox MB_OK|MB_ICONSTOP "$(Copy)" /SD IDOK
  SetErrorLevel 4
  Quit
FunctionEnd

; the first installation ends in the first workbook, an update in a sentence
Function .onInstSuccess
  ${If} ${Silent}
  ${OrIf} $AllUsers == 1 ; an administrator needs no workbook
    Return
  ${EndIf}
  ${If} $Former != ""
    MessageBox MB_OK|MB_ICONINFORMATION "$(Updated)"
    Return
  ${EndIf}
  Exec '"${WINDOWLESS}" -I -X utf8 -m ubb4.press new_book --lang=$(Code)'
FunctionEnd

Function un.onInit
  !insertmacro Begin
  ReadRegStr $0 HKLM "Software\ubb4" "InstallDir"
  ${If} $0 == $INSTDIR
    StrCpy $AllUsers 1
    SetShellVarContext all
  ${EndIf}
  !insertmacro Patience
  !insertmacro MUI_UNGETLANGUAGE
  !insertmacro Language
  ${If} $AllUsers == 1
  ${AndIfNot} ${Silent}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin" ; Windows asks for the administrator
      ExecShell "runas" "$INSTDIR\uninstall.exe" "/ALLUSERS"
      Quit
    ${EndIf}
  ${EndIf}
  !insertmacro Rights
FunctionEnd

; workbooks and settings stay; everything that was installed or written by the way goes
Section "Uninstall"
  Call un.Closed
  StrCpy $1 ""
  ${If} $AllUsers == 1
    StrCpy $1 " --everyone"
  ${EndIf}
  SetOutPath "$TEMP"
  nsExec::Exec '${RUN} ubb4 addin remove$1'
  Pop $0
  ${If} $0 != 0 ; Python did not start: the tab must not outlive what it starts
    ${If} $AllUsers == 1
      ReadRegStr $0 HKLM "${EXCEL}" ""
      ${If} $0 != ""
        ${GetParent} $0 $0
        Delete "$0\XLSTART\ubb4.xlam"
      ${EndIf}
    ${Else}
      Delete "$APPDATA\Microsoft\Excel\XLSTART\ubb4.xlam"
    ${EndIf}
  ${EndIf}
  !insertmacro Gone
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\ubb4\Logs"
  RMDir /r "$LOCALAPPDATA\ubb4\Cache"
  Delete "$LOCALAPPDATA\ubb4\commands.json"
  Delete "$LOCALAPPDATA\ubb4\helper.json"
  Delete "$LOCALAPPDATA\ubb4\helper.stop"
  RMDir "$LOCALAPPDATA\ubb4"
  RMDir "$DOCUMENTS\ubb4"
  DeleteRegKey HKCU "Software\VB and VBA Program Settings\ubb4"
  DeleteRegKey HKCU "Software\ubb4"
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${EndIf}
  DeleteRegKey SHCTX "${KEY}"
  DeleteRegKey SHCTX "Software\ubb4"
SectionEnd
