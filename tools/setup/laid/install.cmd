@echo off
chcp 65001 >nul
rem The tab in Excel and the buttons in LibreOffice, for this user; words of the command line go on: --program excel, --lang ru.
if not exist "%~dp0python\python.exe" (
  echo Алдымен архивті толық ашыңыз / Сначала распакуйте архив целиком / Unpack the whole archive first
  pause
  exit /b 1
)
set "UBB4_HERE=%~dp0"
cd /d "%USERPROFILE%"
"%UBB4_HERE%python\python.exe" -I -X utf8 -m ubb4 addin install %*
if not "%errorlevel%"=="0" (
  "%UBB4_HERE%python\python.exe" -I -X utf8 -m ubb4 addin doctor
  pause
  exit /b 1
)
set "UBB4_LANGUAGE="
if /i "%~1"=="--lang" set "UBB4_LANGUAGE=--lang=%~2"
if /i "%~3"=="--lang" set "UBB4_LANGUAGE=--lang=%~4"
"%UBB4_HERE%python\pythonw.exe" -I -X utf8 -m ubb4.press new_book %UBB4_LANGUAGE%
