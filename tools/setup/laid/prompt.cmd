@echo off
rem A command line in which ubb4 is a command; the word behind it is the language while nobody has chosen one.
set "PATH=%~dp0;%PATH%"
if not "%~1"=="" set "UBB4_DEFAULT_LANG=%~1"
rem what was double-clicked where it lies begins in the user's folder
if /i "%CD%\"=="%~dp0" cd /d "%USERPROFILE%"
call "%~dp0ubb4.cmd" --help
cmd /k
