@echo off
"%~dp0python\python.exe" -I -X utf8 -m ubb4 addin remove %*
if not "%errorlevel%"=="0" pause
