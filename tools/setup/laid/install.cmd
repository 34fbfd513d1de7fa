@echo off
rem The tab in Excel and the buttons in LibreOffice, for this user; words of the command line go on: --program excel, --lang ru.
"%~dp0python\python.exe" -I -X utf8 -m ubb4 addin install %*
if errorlevel 1 (
  "%~dp0python\python.exe" -I -X utf8 -m ubb4 addin doctor
  pause
  exit /b 1
)
"%~dp0python\pythonw.exe" -I -X utf8 -m ubb4.press new_book
